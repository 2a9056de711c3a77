/** Reads the records of trace_disk.c. */
import { readFileSync } from "node:fs";

interface OnFile {
  /** The suffix of the database's name: nothing, `-wal` or `-journal`. */
  file: string;
}

export type DiskOperation = { noteEndsAt: number } & (
  | ({ kind: "write"; offset: number; bytes: Uint8Array } & OnFile)
  | ({ kind: "truncate"; length: number } & OnFile)
  | ({ kind: "sync" | "unlink" } & OnFile)
  | { kind: "sync directory" }
);

export const databaseFiles = ["", "-wal", "-journal"];

const kinds = ["", "write", "truncate", "sync", "sync directory", "unlink"] as const;
const headBytes = 24;

/** @throws when the file is not a complete trace */
export function readTrace(path: string): DiskOperation[] {
  const all = readFileSync(path);
  const operations: DiskOperation[] = [];
  for (let at = 0; at < all.length;) {
    const kind = kinds[all.readUInt32LE(at)];
    const file = databaseFiles[all.readUInt32LE(at + 4)] ?? "";
    const offset = Number(all.readBigUInt64LE(at + 8));
    const bytesEndAt = at + headBytes + Number(all.readBigUInt64LE(at + 16));
    if (!kind || bytesEndAt > all.length) throw new Error(`the trace is damaged at byte ${at}`);
    const bytes = all.subarray(at + headBytes, bytesEndAt);
    operations.push({ kind, file, offset, length: offset, bytes, noteEndsAt: bytesEndAt });
    at = bytesEndAt;
  }
  return operations;
}
