/** Reads a database of the original system. The source is copied first, and never opened itself. */
import { Database as Connection } from "bun:sqlite";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { errorMessage } from "#kit/errors.ts";

/** A row as SQLite returns it: columns may be missing, of any type, or null. */
export type LooseRow = Record<string, unknown>;

/** A file that cannot be adopted; the message says why. */
export class OriginalError extends Error {}

export interface Original {
  users(): LooseRow[];
  conversations(): LooseRow[];
  members(): LooseRow[];
  /** In no particular order. `conversationId` as in the source. */
  messagesOf(conversationId: unknown): LooseRow[];
  messageCount(): number;
  close(): void;
}

/**
 * @param workDir a folder with room for a temporary copy
 * @throws {OriginalError} when the file is not a database of the original
 */
export function openOriginal(path: string, workDir: string): Original {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    throw new OriginalError(`There is no file ${path}.`);
  }
  mkdirSync(workDir, { recursive: true, mode: 0o700 });
  const folder = mkdtempSync(join(workDir, "adopt-"));
  const discard = () => rmSync(folder, { recursive: true });
  try {
    const connection = connectToCopy(path, join(folder, "original.sqlite3"));
    return reader(connection, () => {
      connection.close();
      discard();
    });
  } catch (error) {
    discard();
    throw error;
  }
}

/** The write-ahead log and the journal are part of the database. */
function connectToCopy(path: string, copy: string): Connection {
  for (const suffix of ["", "-wal", "-journal"]) {
    if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
  }
  const connection = new Connection(copy, { readwrite: true });
  try {
    const [row] = connection.query<{ quick_check: string }, []>("pragma quick_check").all();
    if (row?.quick_check !== "ok") {
      throw new OriginalError(
        `${path} is damaged, or its server is writing to it: stop that server first. (${row?.quick_check})`,
      );
    }
    requireTables(connection, path);
    connection.run("create index adopt_messages on messages (conversation_id)");
    return connection;
  } catch (error) {
    connection.close();
    if (error instanceof OriginalError) throw error;
    throw new OriginalError(
      `${path} is not a database of the original Team Chat: ${errorMessage(error)}`,
    );
  }
}

function requireTables(connection: Connection, path: string): void {
  const rows = connection
    .query<{ name: string }, []>(
      "select lower(name) as name from sqlite_master where type = 'table'",
    )
    .all();
  const names = rows.map(({ name }) => name);
  if (names.includes("events") && names.includes("meta")) {
    throw new OriginalError(`${path} is a database of this Team Chat already.`);
  }
  const needed = ["users", "conversations", "conversation_members", "messages"];
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new OriginalError(
      `${path} is not a database of the original Team Chat: it has no table ${missing.join(", ")}.`,
    );
  }
}

function reader(connection: Connection, close: () => void): Original {
  return {
    users: () => connection.query<LooseRow, []>("select * from users").all(),
    conversations: () => connection.query<LooseRow, []>("select * from conversations").all(),
    members: () => connection.query<LooseRow, []>("select * from conversation_members").all(),
    messagesOf: (conversationId) =>
      connection
        .query<LooseRow, [string | number]>("select * from messages where conversation_id = ?")
        .all(conversationId as string | number),
    messageCount: () =>
      connection.query<{ count: number }, []>("select count(*) as count from messages").get()!
        .count,
    close,
  };
}
