/** Whether a database's path still leads to the files that are open. */
import { statSync } from "node:fs";
import { realDatabase } from "./database_paths.ts";

export interface FilePlace {
  /** @returns what happened, in words, when another file or none is there now */
  problem(): string | undefined;
}

type Identity = string | undefined;

/**
 * SQLite goes on writing into a file that was deleted or replaced, and so into nowhere: a process
 * that opens the path sees nothing of it. The same holds for the log and its index beside the file.
 * Two calls of stat tell, for an open file keeps its number on the device for itself.
 *
 * @param open opens the file so that its log is open too
 * @throws when the file changes while it is opened
 */
export function openInPlace<T>(file: string, open: () => T): { opened: T; place: FilePlace } {
  const real = realDatabase(file);
  const before = identityOf(file);
  const opened = open();
  const paths = [file, `${real}-wal`, `${real}-shm`];
  const known = paths.map(identityOf);
  if (before === undefined || before !== known[0]) {
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

/** Device and number of the file: what tells it from every other one for as long as it is open. */
function identityOf(path: string): Identity {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.dev}:${stats.ino}`;
}
