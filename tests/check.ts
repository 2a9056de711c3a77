/**
 * `run.sh check`: what can be checked before the tests run, with the time of each step. All steps
 * run, even after one has failed; the exit code is 0 if all passed.
 */
import { join } from "node:path";
import { checks } from "./support/test_steps.ts";

const root = join(import.meta.dir, "..");

const steps = [
  ...checks.filter(({ name }) => name !== "build"),
  {
    name: "house rules",
    command: ["test", "--isolate", "--timeout=60000", "./tests/house.test.ts"],
  },
];

async function main(words: string[]): Promise<number> {
  if (words.length > 0) {
    console.log(`Usage: ./run.sh check\n\nRuns ${steps.map(({ name }) => name).join(", ")}.`);
    return words.some((word) => /^(-h|--help)$/.test(word)) ? 0 : 2;
  }
  const started = performance.now();
  let failed = 0;
  for (const { name, command } of steps) {
    const stepStarted = performance.now();
    const { ok, output } = await run(command);
    console.log(`${name.padEnd(14)}${ok ? "ok" : "failed"} (${seconds(stepStarted)})`);
    if (ok) continue;
    failed += 1;
    console.log(`\n${output.trimEnd()}\n`);
  }
  console.log(`${steps.length - failed} passed, ${failed} failed (${seconds(started)})`);
  return failed === 0 ? 0 : 1;
}

async function run(command: string[]): Promise<{ ok: boolean; output: string }> {
  const child = Bun.spawn([process.execPath, ...command], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { ok: (await child.exited) === 0, output: output.join("") };
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

process.exit(await main(process.argv.slice(2)));
