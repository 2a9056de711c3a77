/**
 * The link and the code of an invite. Both are made from its id with the server's key, so that staff can
 * see them again; only hashes of them are stored.
 */
import type { Services } from "../context.ts";
import { codeAlphabet } from "../identity/codes.ts";

type Keyed = Pick<Services, "secrets">;

const linkBytes = 16;
const codeChars = 8;

function keyed({ secrets }: Keyed, text: string): Buffer {
  return new Bun.CryptoHasher("sha256", secrets.jwtKey).update(text).digest();
}

/** 128 bits, for the part of an address after the `#`. */
export function linkOf(services: Keyed, id: string): string {
  return keyed(services, `invite link ${id}`).subarray(0, linkBytes).toString("base64url");
}

/** 40 bits, as people read and type it: `K7M4-PX2Q`. */
export function codeOf(services: Keyed, id: string): string {
  const bytes = keyed(services, `invite code ${id}`).subarray(0, codeChars);
  const letters = [...bytes].map((byte) => codeAlphabet[byte % codeAlphabet.length]).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** Of a link or a code in the form that `readSecret` returns. */
export function hashOfSecret(services: Keyed, { kind, text }: TypedSecret): string {
  return keyed(services, `invite ${kind} hash ${text}`).toString("hex");
}

export interface TypedSecret {
  kind: "link" | "code";
  text: string;
}

/** However it was typed. @returns undefined for what is neither, such as a one-time code */
export function readSecret(typed: string): TypedSecret | undefined {
  const text = typed.trim();
  if (/^[\w-]{22}$/.test(text)) return { kind: "link", text };
  const letters = text
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, "");
  return letters.length === codeChars ? { kind: "code", text: letters } : undefined;
}
