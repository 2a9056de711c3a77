import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { secretToken } from "#kit/ids.ts";

export interface Secrets {
  /** Signs access and refresh tokens (HMAC-SHA-256). */
  jwtKey: Uint8Array;
}

/**
 * Reads the instance's secrets, and makes them on the first start. There is no default:
 * two instances never share a key.
 */
export function loadSecrets(instanceDir: string): Secrets {
  const file = join(instanceDir, "secrets.json");
  if (!existsSync(file)) {
    mkdirSync(instanceDir, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(file, `${JSON.stringify({ jwtKey: secretToken() }, null, 2)}\n`, {
        mode: 0o600,
        flag: "wx",
      });
    } catch (error) {
      // The other server made them in the same moment: those count.
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
  chmodSync(file, 0o600);
  const stored: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isStored(stored)) {
    throw new Error(
      `${file} is damaged. Restore it from a backup, or delete it: everybody signs in again.`,
    );
  }
  return { jwtKey: new TextEncoder().encode(stored.jwtKey) };
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
