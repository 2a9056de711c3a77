/** The key that signs checkpoints of the staff log (Ed25519). It follows from the secret of this installation. */
import { createHmac, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import type { Secrets } from "../instance/secrets.ts";

/** A seed of 32 bytes as a private key (RFC 8410, section 7). */
const privatePrefix = Buffer.from("302e020100300506032b657004220420", "hex");
/** 32 bytes as a public key. */
const publicPrefix = Buffer.from("302a300506032b6570032100", "hex");

export interface LogKey {
  /** The public key: 32 bytes as base64url. */
  name: string;
  /** @returns the signature as base64url */
  sign: (text: string) => string;
}

/** @param generation how often the key was changed */
export function logKey({ jwtKey }: Secrets, generation: number): LogKey {
  const seed = createHmac("sha256", jwtKey).update(`staff log ${generation}`).digest();
  const key = createPrivateKey({
    key: Buffer.concat([privatePrefix, seed]),
    format: "der",
    type: "pkcs8",
  });
  const whole = createPublicKey(key).export({ format: "der", type: "spki" });
  return {
    name: whole.subarray(publicPrefix.length).toString("base64url"),
    sign: (text) => sign(null, Buffer.from(text), key).toString("base64url"),
  };
}

/** Whether a key has signed a text. What is no key or no signature has not. */
export function isSignedBy(name: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({
      key: Buffer.concat([publicPrefix, Buffer.from(name, "base64url")]),
      format: "der",
      type: "spki",
    });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, "base64url"));
  } catch {
    return false;
  }
}
