/** Copies of this checkout, for calling their `run.sh` as people do. */
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Output, readOutput } from "./output.ts";

const root = join(import.meta.dir, "../..");
const parts = [
  "package.json",
  "bun.lock",
  "bunfig.toml",
  "tsconfig.json",
  "deploy",
  "src",
  "tests",
  "bench",
];

export interface Checkout {
  folder: string;
  /** The path of its run.sh. */
  door: string;
  /** The only program on its PATH besides the system's tools: the Bun that runs this test. */
  path: string;
  dispose(): void;
}

export interface CheckoutOptions {
  /** Name of the checkout's folder. */
  name?: string;
  /** Real files instead of links to ours. */
  whole?: boolean;
}

export function makeCheckout({ name = "checkout", whole = false }: CheckoutOptions = {}): Checkout {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "team-chat-copy-")));
  const folder = join(base, name);
  mkdirSync(folder);
  copyFileSync(join(root, "run.sh"), join(folder, "run.sh"));
  for (const part of parts) {
    if (whole)
      cpSync(join(root, part), join(folder, part), { recursive: true, preserveTimestamps: true });
    else symlinkSync(join(root, part), join(folder, part));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const programs = join(base, "bin");
  mkdirSync(programs);
  // npm names the program differently from `bun`.
  symlinkSync(process.execPath, join(programs, "bun"));
  return {
    folder,
    door: join(folder, "run.sh"),
    path: `${programs}:/usr/bin:/bin`,
    dispose: () => rmSync(base, { recursive: true, force: true }),
  };
}

export interface Call {
  /** The caller's folder. */
  from: string;
  env?: Record<string, string>;
  /** How the command is called, if not by the checkout's own path. */
  door?: string;
}

export interface Calling {
  output: Output;
  exited: Promise<number>;
  kill(signal: NodeJS.Signals): void;
}

/** Calls run.sh in an otherwise empty environment. */
export function call(checkout: Checkout, words: string[], { from, env, door }: Call): Calling {
  const child = Bun.spawn([door ?? checkout.door, ...words], {
    cwd: from,
    env: { PATH: checkout.path, HOME: from, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = readOutput([child.stdout, child.stderr]);
  return { output, exited: child.exited, kill: (signal) => child.kill(signal) };
}

/** @returns the exit code and the complete output of the command */
export async function called(
  checkout: Checkout,
  words: string[],
  options: Call,
): Promise<{ code: number; text: string }> {
  const { output, exited } = call(checkout, words, options);
  await output.ended;
  return { code: await exited, text: output.lines.join("\n") };
}
