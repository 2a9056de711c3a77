import { Database as Connection } from "bun:sqlite";
import { chmodSync, closeSync, fsyncSync, openSync } from "node:fs";

/**
 * Writes a copy of a database that is in use: one moment of it, compact, in one file. Writers go on.
 * It has no epoch: whoever begins to work with it is given a new one, each time anew, for positions
 * that clients took in the original, or after an earlier beginning, are void in it.
 */
export function copyDatabase(file: string, to: string): void {
  const source = new Connection(file, { readonly: true, strict: true });
  try {
    source.run("pragma busy_timeout = 5000");
    source.query("vacuum into ?").run(to);
  } finally {
    source.close();
  }
  chmodSync(to, 0o600);
  const copy = new Connection(to, { create: false, readwrite: true, strict: true });
  try {
    copy.run("pragma synchronous = FULL");
    copy.run("delete from meta where key = 'epoch'");
  } finally {
    copy.close();
  }
  const descriptor = openSync(to, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}
