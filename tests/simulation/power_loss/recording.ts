/** A run of the writer that ends with SIGKILL, with everything it did to the disk. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert } from "#kit/assert.ts";
import type { SqliteOptions } from "#storage/sqlite/connection.ts";
import { findProgram, programEnvironment, variableOf } from "#tests/support/programs.ts";
import { databaseFiles, type DiskOperation, readTrace } from "./trace.ts";
import { always, VolatileDisk } from "./volatile_disk.ts";

export type Synchronous = NonNullable<SqliteOptions["synchronous"]>;

export const databaseName = "db.sqlite3";

export interface Recording {
  operations: DiskOperation[];
  /** In order. */
  acks: Ack[];
}

interface Ack {
  id: string;
  /** The length of the trace at the time of the acknowledgement. */
  noteEndedAt: number;
}

/** The command that compiles C here, or why nothing can be recorded. */
export function findCompiler(): { compiler: string } | { missing: string } {
  if (process.platform !== "linux") return { missing: "it needs Linux" };
  const compiler = findProgram("compiler")?.[variableOf("cc")];
  return compiler ? { compiler } : { missing: "it needs a C compiler (cc, gcc or clang)" };
}

/** Compiles trace_disk.c into the folder. @returns the library to preload, or why there is none */
export function compileTracer(folder: string): { library: string } | { missing: string } {
  const found = findCompiler();
  if ("missing" in found) return found;
  const library = join(folder, "trace_disk.so");
  const source = join(import.meta.dir, "trace_disk.c");
  const options = ["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-o", library, source, "-ldl"];
  const { exitCode, stderr } = Bun.spawnSync([found.compiler, ...options], {
    env: programEnvironment(),
  });
  if (exitCode === 0) return { library };
  return { missing: `trace_disk.c could not be compiled: ${stderr.toString().slice(0, 500)}` };
}

export interface RecordingOptions {
  library: string;
  synchronous: Synchronous;
  messages: number;
}

/** @throws when the trace does not explain every byte of the files that the writer has left */
export async function record(options: RecordingOptions): Promise<Recording> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "team-chat-power-")));
  try {
    const instance = join(folder, "instance");
    const trace = join(folder, "trace");
    mkdirSync(instance);
    const acks = await write({ ...options, instance, trace });
    assert(acks.length === options.messages, "the writer wrote as many messages as it was asked");
    const operations = readTrace(trace);
    assertWhole(operations, join(instance, databaseName));
    return { operations, acks };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function write(run: RecordingOptions & { instance: string; trace: string }): Promise<Ack[]> {
  const { library, instance, synchronous, trace, messages } = run;
  const writer = join(import.meta.dir, "writer.ts");
  const given = [instance, synchronous, trace, String(messages)];
  const child = Bun.spawn([process.execPath, "--no-env-file", writer, ...given], {
    env: {
      LD_PRELOAD: library,
      TRACE_DATABASE: join(instance, databaseName),
      TRACE_FILE: trace,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said = await new Response(child.stdout).text();
  await child.exited;
  assert(child.signalCode === "SIGKILL", "the writer ended with SIGKILL");
  return said
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [noteEndedAt, id = ""] = line.split(" ");
      return { id, noteEndedAt: Number(noteEndedAt) };
    });
}

/** Replayed to the end, the disk contains the files that the killed program has left. */
function assertWhole(operations: DiskOperation[], database: string): void {
  const log = operations.filter((one) => one.kind !== "sync directory" && one.file === "-wal");
  assert(log.length > 0, "the trace saw the log being written");
  const disk = new VolatileDisk();
  for (const operation of operations) disk.apply(operation);
  const played = disk.afterPowerLoss(always);
  for (const name of databaseFiles) {
    const path = database + name;
    const left = existsSync(path) ? readFileSync(path) : new Uint8Array();
    const same = Buffer.compare(left, played.get(name) ?? new Uint8Array()) === 0;
    assert(same, `the trace says of every byte of ${path} how it came there`);
  }
}
