import { expect, test } from "bun:test";
import type { DiskOperation } from "./trace.ts";
import { always, never, VolatileDisk } from "./volatile_disk.ts";

const noteEndsAt = 0;
const letters = (text: string) => new TextEncoder().encode(text);
const write = (file: string, text: string, offset = 0): DiskOperation => {
  return { kind: "write", file, offset, bytes: letters(text), noteEndsAt };
};
const on = (kind: "sync" | "unlink", file: string): DiskOperation => ({ kind, file, noteEndsAt });
const truncate = (file: string, length: number): DiskOperation => {
  return { kind: "truncate", file, length, noteEndsAt };
};
const syncDirectory: DiskOperation = { kind: "sync directory", noteEndsAt };

/** The files after these operations, as text. */
function found(operations: DiskOperation[], survives: () => boolean): Record<string, string> {
  const disk = new VolatileDisk();
  for (const operation of operations) disk.apply(operation);
  const files = [...disk.afterPowerLoss(survives)];
  return Object.fromEntries(files.map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
}

/** Answers each question in turn, then no. */
function answers(...given: boolean[]): () => boolean {
  return () => given.shift() ?? false;
}

test("nothing is left of writes that were not synced", () => {
  expect(found([write("a", "text")], never)).toEqual({});
  const renewed = [write("a", "old"), on("sync", "a"), syncDirectory, write("a", "new")];
  expect(found(renewed, never)).toEqual({ a: "old" });
  expect(found([...renewed, truncate("a", 0)], never)).toEqual({ a: "old" });
  expect(found([...renewed, on("sync", "b")], never)).toEqual({ a: "old" });
});

test("everything is left if all of it reached the disk", () => {
  const operations = [write("a", "text"), truncate("a", 2), write("a", "ns", 2), write("b", "b")];
  expect(found(operations, always)).toEqual({ a: "tens", b: "b" });
  expect(found([...operations, on("unlink", "b")], always)).toEqual({ a: "tens" });
});

test("a synced file has no name until its directory is synced", () => {
  const operations = [write("a", "text"), on("sync", "a")];
  expect(found(operations, never)).toEqual({});
  expect(found([...operations, syncDirectory], never)).toEqual({ a: "text" });
});

test("a removed file returns until its directory is synced, even if a new one has its name", () => {
  const kept = [write("a", "old"), on("sync", "a"), syncDirectory, on("unlink", "a")];
  expect(found(kept, never)).toEqual({ a: "old" });
  expect(found([...kept, write("a", "new"), on("sync", "a")], never)).toEqual({ a: "old" });
  expect(found([...kept, syncDirectory], never)).toEqual({});
});

test("a write is torn between sectors, and the later part can exist without the earlier", () => {
  const file = [write("a", "."), on("sync", "a"), syncDirectory];
  const long = "x".repeat(512 - 10) + "y".repeat(512) + "z";
  const torn = found([...file, write("a", long, 10)], answers(false, true, false));
  expect(torn).toEqual({ a: `.${"\0".repeat(511)}${"y".repeat(512)}` });
});

test("either of two writes can be left", () => {
  const file = [write("a", "...."), on("sync", "a"), syncDirectory];
  const twice = [...file, write("a", "12"), write("a", "3", 1)];
  expect(found(twice, answers(true, false))).toEqual({ a: "12.." });
  expect(found(twice, answers(false, true))).toEqual({ a: ".3.." });
});
