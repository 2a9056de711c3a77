import { describe, expect, test } from "bun:test";
import { join } from "node:path";

const door = join(import.meta.dir, "../../run.sh");

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = Bun.spawn([door, ...args], { stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const [out, err] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { code: await child.exited, out, err };
}

describe("an unknown measurement is refused with a list of those that exist", () => {
  const calls = [
    ["bench", "nonsense"],
    ["bench", "--fast"],
    ["bench", "acks", "toString"],
    ["drill", "nonsense"],
    ["drill", "--fast"],
    ["drill", "--kills", "many"],
    ["drill", "toString"],
  ];
  for (const call of calls) {
    test(call.join(" "), async () => {
      const { code, out, err } = await run(...call);
      expect(err).toContain(`Usage: ./run.sh ${call[0]}`);
      expect(err).not.toContain("    at ");
      expect(out).toBe("");
      expect(code).toBe(2);
    });
  }
});

describe("every command describes itself when asked, and does nothing else", () => {
  for (const command of ["start", "reset", "cli", "build", "check", "test", "bench", "drill"]) {
    test(command, async () => {
      const { code, out } = await run(command, "--help");
      expect(out).toStartWith("Usage: ");
      expect(code).toBe(0);
    });
  }
});
