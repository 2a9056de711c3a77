/** Copies of this checkout, in which code is changed and tests run. */
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testEnvironment } from "#tests/support/test_environment.ts";

const root = join(import.meta.dir, "../../..");
const linked = ["node_modules", ".bun"];
const left = new Set([...linked, ".git", "instance"]);

export interface Workshop {
  folder: string;
  dispose(): void;
}

export function makeWorkshop(): Workshop {
  const base = mkdtempSync(join(tmpdir(), "team-chat-mutants-"));
  // Some tests run the programs as another user.
  chmodSync(base, 0o755);
  const folder = join(base, "checkout");
  mkdirSync(folder);
  for (const name of readdirSync(root).filter((one) => !left.has(one))) {
    cpSync(join(root, name), join(folder, name), { recursive: true, preserveTimestamps: true });
  }
  for (const name of linked) symlinkSync(join(root, name), join(folder, name));
  return { folder, dispose: () => rmSync(base, { recursive: true, force: true }) };
}

export interface BunOutcome {
  /** Whether it ended in time, with the requested output. */
  ok: boolean;
  timedOut: boolean;
  said: string;
}

/** Runs this Bun in the workshop. Ends everything that is still running after `limitMs`. */
export async function runBun(
  { folder }: Workshop,
  args: string[],
  limitMs: number,
): Promise<BunOutcome> {
  const child = Bun.spawn([process.execPath, ...args], {
    cwd: folder,
    env: testEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
    timeout: Math.round(limitMs),
    killSignal: "SIGKILL",
  });
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { ok: code === 0, timedOut: child.signalCode === "SIGKILL", said: out + err };
}
