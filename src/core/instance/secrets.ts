import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { secretToken } from "#kit/ids.ts";

export interface Secrets {
  /** Signs access and refresh tokens (HMAC-SHA-256). */
  jwtKey: Uint8Array;
}

/**
 * Reads the instance's secrets, and creates them on the first start. There is no default: two
 * instances never share a key.
 * @throws when the file holds no secrets; the message says what to do
 */
export function loadSecrets(instanceDir: string): Secrets {
  const file = join(instanceDir, "secrets.json");
  if (!existsSync(file)) {
    mkdirSync(instanceDir, { recursive: true, mode: 0o700 });
    createWhole(file, `${JSON.stringify({ jwtKey: secretToken() }, null, 2)}\n`);
  }
  chmodSync(file, 0o600);
  const stored = parsed(readFileSync(file, "utf8"));
  if (!isStored(stored)) {
    throw new Error(
      `${file} is damaged. Restore it from a backup, or delete it: everyone must sign in again.`,
    );
  }
  return { jwtKey: new TextEncoder().encode(stored.jwtKey) };
}

/** Writes the file completely or not at all, even if the power fails. Keeps an existing one. */
function createWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    // The other server created them at the same moment; use those.
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft);
  }
  const folder = openSync(dirname(file), "r");
  fsyncSync(folder);
  closeSync(folder);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isStored(value: unknown): value is { jwtKey: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    "jwtKey" in value &&
    typeof value.jwtKey === "string" &&
    value.jwtKey.length >= 32
  );
}
