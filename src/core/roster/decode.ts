/** The bytes of a list as text, however a spreadsheet or a learning platform wrote them. */
import { rosterLimits } from "#wire/limits.ts";
import { asStorable } from "#wire/text.ts";
import { invalidText } from "../valid_text.ts";

export type Encoding = "UTF-8" | "UTF-16" | "Windows-1252";

export interface Decoded {
  text: string;
  encoding: Encoding;
}

/** @throws {Refusal} invalid, field `list`, when it is too large */
export function decodeList(bytes: Uint8Array): Decoded {
  requireSize(bytes.length);
  const { text, encoding } = decoded(bytes);
  return { text: asStorable(text), encoding };
}

function decoded(bytes: Uint8Array): Decoded {
  const [first, second] = bytes;
  // Excel writes "Unicode text" so.
  if (first === 0xff && second === 0xfe) return as("utf-16le", "UTF-16", bytes);
  if (first === 0xfe && second === 0xff) return as("utf-16be", "UTF-16", bytes);
  try {
    // Drops the byte order mark.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text, encoding: "UTF-8" };
  } catch {
    return as("windows-1252", "Windows-1252", bytes);
  }
}

/** How the standard calls them (WHATWG, Encoding). */
type Label = NonNullable<ConstructorParameters<typeof TextDecoder>[0]>;

function as(label: Label, encoding: Encoding, bytes: Uint8Array): Decoded {
  return { text: new TextDecoder(label).decode(bytes), encoding };
}

/** A list that was pasted, or sent as text. @throws {Refusal} as `decodeList` */
export function pastedList(text: string): Decoded {
  requireSize(Buffer.byteLength(text));
  return { text: asStorable(text.replace(/^\ufeff/, "")), encoding: "UTF-8" };
}

function requireSize(bytes: number): void {
  if (bytes <= rosterLimits.bytes) return;
  const max = rosterLimits.bytes / 1024 / 1024;
  throw invalidText("list", { reason: "roster_bytes", params: { max } });
}
