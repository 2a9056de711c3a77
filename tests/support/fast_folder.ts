import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";

const memory = "/dev/shm";
/** Several times what a whole run of the tests writes. */
const memoryBytesMin = 16 * 1024 ** 3;

/** In memory if there is plenty: tests commit thousands of times, and no power fails in them. */
export function fastFolder(): string {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= memoryBytesMin ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/**
 * How PostgreSQL copies a database soonest: in memory file by file; on a disk it would wait for each
 * file, so there through its log.
 */
export const copyStrategy = () => (fastFolder() === memory ? "file_copy" : "wal_log");
