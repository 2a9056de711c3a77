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
import type { Config } from "#kit/config.ts";
import { secretToken } from "#kit/ids.ts";
import type { Database } from "#storage/database.ts";
import { readMeta, writeMeta } from "#storage/meta.ts";
import type { Tables } from "#storage/tables.ts";
import { allowsSeveralStarts } from "./instance_lock.ts";

export interface Secrets {
  /** Signs access and refresh tokens (HMAC-SHA-256). */
  jwtKey: Uint8Array;
}

/**
 * The secrets from the environment. Without it, those of the instance folder, or of the database if
 * several machines may use it: the first start creates them. There is no default.
 * @throws when the folder's file holds no secrets; the message says what to do
 */
export async function loadSecrets(config: Config, db: Database): Promise<Secrets> {
  if (config.secretKey !== undefined) return secretsOf(config.secretKey);
  return allowsSeveralStarts(config) ? secretsInDatabase(db) : secretsInFolder(config.instanceDir);
}

async function secretsInDatabase(db: Database): Promise<Secrets> {
  const known = await readMeta(db, "secret_key");
  if (known !== undefined) return secretsOf(known);
  const key = await db.transaction(async (tx) => {
    // Another server may have created it meanwhile.
    const stored = await readMeta(tx, "secret_key");
    if (stored !== undefined) return stored;
    const created = secretToken();
    await writeMeta(tx, "secret_key", created);
    return created;
  });
  return secretsOf(key);
}

function secretsOf(key: string): Secrets {
  return { jwtKey: new TextEncoder().encode(key) };
}

/**
 * Takes the key along when a database is moved, from the folder to the database or back. A folder
 * that has one already keeps it.
 */
export async function moveSecrets(
  { from, to }: { from: Config; to: Config },
  { source, target }: { source: Tables; target: Tables },
): Promise<void> {
  if (from.secretKey !== undefined) return;
  const [inDatabase, toDatabase] = [from, to].map(allowsSeveralStarts);
  if (!inDatabase && toDatabase) {
    const { jwtKey } = secretsInFolder(from.instanceDir);
    await target.setMeta("secret_key", new TextDecoder().decode(jwtKey));
  }
  if (inDatabase && !toDatabase) {
    secretsInFolder(to.instanceDir, await source.meta("secret_key"));
    await target.setMeta("secret_key", undefined);
  }
}

/**
 * @param key for a folder that has none
 * @throws when the file holds no secrets
 */
export function secretsInFolder(instanceDir: string, key = secretToken()): Secrets {
  const file = join(instanceDir, "secrets.json");
  if (!existsSync(file)) {
    mkdirSync(instanceDir, { recursive: true, mode: 0o700 });
    createWhole(file, `${JSON.stringify({ jwtKey: key }, null, 2)}\n`);
  }
  chmodSync(file, 0o600);
  const stored = parsed(readFileSync(file, "utf8"));
  if (!isStored(stored)) {
    throw new Error(
      `${file} is damaged. Restore it from a backup, or delete it: everyone must sign in again.`,
    );
  }
  return secretsOf(stored.jwtKey);
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
