/** Detects that a database's path no longer leads to the open files. */
import { statSync } from "node:fs";
import { realDatabase } from "./database_paths.ts";

export interface FilePlace {
  /** @returns a description if another file or none is there now */
  problem(): string | undefined;
}

type Identity = string | undefined;

/**
 * SQLite keeps writing to a file that was deleted or replaced, and the writes are lost: a process
 * that opens the path does not see them. The same is true of the log and its index beside the file.
 * Two calls of stat detect it, because no other file has the device and inode number of an open
 * file.
 *
 * @param open opens the file, including its log
 * @throws when the file changes while it is being opened
 */
export function openInPlace<T>(file: string, open: () => T): { opened: T; place: FilePlace } {
  const real = realDatabase(file);
  const before = identityOf(file);
  const opened = open();
  const paths = [file, `${real}-wal`, `${real}-shm`];
  const known = paths.map(identityOf);
  if (before !== known[0]) {
    throw new Error(`${file} was replaced while it was opened. Try again.`);
  }
  const problem = () => {
    for (const [index, path] of paths.entries()) {
      const now = identityOf(path);
      if (now !== known[index]) return `${path} was ${now === undefined ? "deleted" : "replaced"}`;
    }
    return undefined;
  };
  return { opened, place: { problem } };
}

/** The device and inode number of the file, which no other file has while it is open. */
function identityOf(path: string): Identity {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.dev}:${stats.ino}`;
}
