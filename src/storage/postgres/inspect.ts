/**
 * Checks a database before it is used, and changes nothing. Anything that Team Chat cannot use is
 * refused with one line that names the database and says what to do.
 */
import type { SQL } from "bun";
import { DatabaseError } from "../adapter.ts";
import { assertKnownSteps } from "./migrate.ts";

interface Server {
  version: number;
  encoding: string;
  fsync: string;
  commit: string;
  isReplica: boolean;
  readOnly: string;
  /** A role that may not create tables may use them, if they are there. */
  mayCreate: boolean;
  tables: string[];
}

const versionMin = 150_000;

/**
 * @returns whether it has the tables of Team Chat
 * @throws {DatabaseError} when Team Chat cannot use it
 */
export async function assertUsable(sql: SQL, name: string): Promise<boolean> {
  const server = await look(sql);
  const reason = unusable(server);
  if (reason) throw new DatabaseError(`${name} ${reason}`);
  const kind = kindOf(server.tables);
  if (kind === "others") {
    throw new DatabaseError(
      `${name} is a database of another program. Create one for Team Chat alone, and set DATABASE_URL to it.`,
    );
  }
  if (kind === "ours") await assertKnownSteps(sql, name);
  return kind === "ours";
}

/** @throws {DatabaseError} when its tables are not Team Chat's */
export async function assertMayBeDropped(sql: SQL, name: string): Promise<boolean> {
  const kind = kindOf((await look(sql)).tables);
  if (kind === "others") {
    throw new DatabaseError(`${name} is not a database of Team Chat: not deleted.`);
  }
  return kind === "ours";
}

async function look(sql: SQL): Promise<Server> {
  const [server] = await sql.unsafe(`
    select current_setting('server_version_num')::integer as version,
      current_setting('server_encoding') as encoding, current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as commit, pg_is_in_recovery() as "isReplica",
      current_setting('default_transaction_read_only') as "readOnly",
      has_schema_privilege(current_schema(), 'create') as "mayCreate"`);
  const rows = await sql.unsafe(`
    select table_name as name from information_schema.tables where table_schema = current_schema()`);
  const tables = Array.from(rows as { name: string }[], ({ name }) => name);
  return { ...(server as Omit<Server, "tables">), tables };
}

function unusable(server: Server): string | undefined {
  const { version, encoding, fsync, commit, isReplica, readOnly, mayCreate, tables } = server;
  if (version < versionMin) return "is older than PostgreSQL 15. Use 15 or newer.";
  if (encoding !== "UTF8") {
    return `stores text as ${encoding}, which cannot hold every message. Create it with encoding UTF8.`;
  }
  if (isReplica) return "is a replica, which cannot be written to. Use the primary server.";
  if (readOnly === "on") {
    return "can only be read (default_transaction_read_only=on). Set it to off.";
  }
  if (fsync === "off") return "loses messages when its machine fails (fsync=off). Set fsync=on.";
  if (commit === "off") {
    return "acknowledges what is not on the disk yet (synchronous_commit=off). Set it to on.";
  }
  if (!mayCreate && tables.length === 0) {
    return "does not let this role create tables. Let it, with: grant create on schema public to …";
  }
  return undefined;
}

function kindOf(tables: string[]): "empty" | "ours" | "others" {
  if (tables.length === 0) return "empty";
  return tables.includes("migrations") && tables.includes("meta") ? "ours" : "others";
}
