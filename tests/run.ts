/**
 * `run.sh test [paths]`: all checks and tests, step by step, or only the tests below the given
 * paths. The last line is `N passed, N failed`, with `, N skipped` if the machine lacks a program
 * that could not be installed, or a right; the exit code is 0 if nothing failed.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundleCommands } from "./support/commands.ts";
import { shareBrowsers } from "./support/engines.ts";
import { fastFolder } from "./support/fast_folder.ts";
import { provide } from "./support/install_programs.ts";
import { type PostgresServer, startPostgres } from "./support/postgres_server.ts";
import { type ProgramName, programs, variableOf } from "./support/programs.ts";
import { timingsOf } from "./support/slowest.ts";
import { testEnvironment } from "./support/test_environment.ts";
import { countNamed, countTests, failureLines, skippedTitles } from "./support/test_report.ts";
import { checks, suites, type Suite } from "./support/test_steps.ts";

const root = join(import.meta.dir, "..");
/** Where the tests put their files: what they leave behind goes with it. */
const folder = mkdtempSync(join(fastFolder(), "team-chat-tests-"));
// As open as the system's own, because some tests run programs as another user.
chmodSync(folder, 0o1777);
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
/**
 * Ends tests that hang although they have no limit; a slow machine takes minutes for the pages
 * alone.
 */
const stepLimitMs = 900_000;

interface Outcome {
  passed: number;
  failed: number;
  /** Tests that this machine cannot run: a program or a right is missing. */
  skipped?: number;
  /** The output of the step, shown if it failed. */
  said: string;
  /** Shown in any case. */
  notes?: string[];
}

const usage = `Usage: ./run.sh test [paths]

Without paths: house rules, format, lint, types, build, then every test.
With paths (files or folders, or a part of their names): only the tests there.

Browsers and proxies that tests drive are installed where they are missing. What cannot be had is left
out and said so; with TEST_NOTHING_LEFT_OUT=1 in the environment that counts as failed.`;

async function main(filters: string[]): Promise<number> {
  if (filters.includes("--help") || filters.includes("-h")) {
    console.log(usage);
    return 0;
  }
  process.chdir(root);
  const started = performance.now();
  const total = { passed: 0, failed: 0, skipped: 0 };
  const chosen = suites(root, filters);
  if (chosen.length === 0) {
    console.error(`No test file is named by: ${filters.join(" ")}`);
    total.failed += 1;
  } else {
    for (const outcome of await runSteps(stepsOf(chosen, filters))) {
      total.passed += outcome.passed;
      total.failed += outcome.failed;
      total.skipped += outcome.skipped ?? 0;
    }
    await (await postgres?.catch(() => undefined))?.stop();
  }
  console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  return total.failed === 0 ? 0 : 1;
}

type Work = (progress: (line: string) => void) => Promise<Outcome>;

interface Step {
  name: string;
  work: Work;
  /** Begins together with the step before it. */
  beside?: boolean;
}

function stepsOf(chosen: Suite[], filters: string[]): Step[] {
  const all = filters.length === 0;
  const needed = checks.filter(({ name }) => all || name === "build");
  const driven = new Set(chosen.flatMap(({ files, needs }) => files.flatMap(needs)));
  return [
    ...needed.map(({ name, command }) => ({ name, work: () => runCheck(command) })),
    ...(all ? [{ name: "commands", work: provideCommands }] : []),
    ...(driven.size > 0 ? [{ name: "programs", work: () => findPrograms([...driven]) }] : []),
    ...chosen.map((suite, index) => ({
      name: suite.name,
      // Nothing begins before the build and the programs are there.
      beside: suite.beside && index > 0,
      work: (progress: (line: string) => void) => runSuite(suite, progress),
    })),
  ];
}

async function runSteps(steps: Step[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const begun: Promise<Outcome>[] = [];
  for (const [index, { name, work, beside }] of steps.entries()) {
    if (!beside) outcomes.push(...(await Promise.all(begun.splice(0))));
    begun.push(report(`${index + 1}/${steps.length} ${name}`, work));
  }
  return [...outcomes, ...(await Promise.all(begun))];
}

/** Only for the whole run: some tests alone are faster without. */
async function provideCommands(): Promise<Outcome> {
  process.env["TEST_COMMANDS"] = await bundleCommands();
  return { passed: 1, failed: 0, said: "" };
}

const leftOut = new Set<ProgramName>();

/** Each missing program counts as a failed test if nothing may be left out. */
async function findPrograms(names: ProgramName[]): Promise<Outcome> {
  const provision = await provide(names, (line) => console.log(line));
  Object.assign(process.env, provision.found);
  for (const name of provision.leftOut) {
    leftOut.add(name);
    const { title, commands, debianPackages } = programs[name];
    const variables = commands.map(variableOf).join(", ");
    console.log(
      `Left out: ${title}, which could not be had here. Its tests are skipped. To get it install\n` +
        `${debianPackages.join(" and ")} (Debian's name), or set ${variables} to its path.`,
    );
  }
  const strict = process.env["TEST_NOTHING_LEFT_OUT"] === "1";
  return {
    passed: names.length - leftOut.size,
    failed: strict ? leftOut.size : 0,
    said: provision.said.join("\n"),
  };
}

const live = process.stdout.isTTY;
/** How far each running step is. */
const running = new Map<string, string>();

function showRunning(label: string, line: string): void {
  running.set(label, line);
  const all = [...running].map(([name, text]) => `${name.trimEnd()} ${text}`).join("  ");
  if (live) process.stdout.write(`\r\u001B[K${all.slice(0, process.stdout.columns - 1)}`);
}

async function report(name: string, work: Work): Promise<Outcome> {
  const started = performance.now();
  const label = name.padEnd(20);
  const progress = (line: string) => showRunning(label, line);
  progress("…");
  // Output to a file or a pipe cannot be overwritten: it gets a line when a step begins and when it
  // ends.
  if (!live) console.log(`${label}…`);
  const outcome = await work(progress).catch((error: unknown): Outcome => {
    return { passed: 0, failed: 1, said: error instanceof Error ? error.message : String(error) };
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const failed = outcome.failed > 0 ? `, ${outcome.failed} failed` : "";
  const skipped = outcome.skipped ? `, ${outcome.skipped} skipped` : "";
  if (live) process.stdout.write("\r\u001B[K");
  running.delete(label);
  console.log(`${label}${outcome.passed} passed${failed}${skipped} (${seconds} s)`);
  for (const note of outcome.notes ?? []) console.log(note);
  if (outcome.failed > 0) console.log(`\n${outcome.said.trimEnd()}\n`);
  return outcome;
}

/** A step without tests of its own counts as one. */
async function runCheck(command: string[]): Promise<Outcome> {
  const { exitCode, said } = await run(command);
  return exitCode === 0 ? { passed: 1, failed: 0, said } : { passed: 0, failed: 1, said };
}

/** Started for the first suite that needs it. */
let postgres: Promise<PostgresServer> | undefined;

/** The server that the environment names, or one of our own. */
async function postgresUrl(): Promise<string> {
  const named = process.env["TEST_DATABASE_URL"];
  return named ?? (await (postgres ??= startPostgres())).url.href;
}

async function runSuite(chosen: Suite, progress: (line: string) => void): Promise<Outcome> {
  const env = {
    ...chosen.env,
    ...(chosen.onPostgres && { TEST_DATABASE_URL: await postgresUrl() }),
  };
  const suite = { ...chosen, env };
  if (suite.files.length === 0) {
    return { passed: 0, failed: 1, said: `There is no test file in ${suite.place}.` };
  }
  const isLeftOut = (path: string) => suite.needs(path).some((name) => leftOut.has(name));
  const without = suite.files.filter(isLeftOut);
  const skipped = without.length > 0 ? await countOnly(suite, without) : 0;
  const files = suite.files.filter((path) => !isLeftOut(path));
  if (files.length === 0) return { passed: 0, failed: 0, skipped, said: "" };
  const workers = Math.min(suite.parallel, files.length);
  const browsers = suite.browser && (await shareBrowsers(suite.browser, workers));
  try {
    const whole = { ...suite, env: { ...suite.env, ...browsers?.env } };
    const outcome = await runFiles(whole, files, progress);
    return { ...outcome, skipped: outcome.skipped + skipped };
  } finally {
    await browsers?.close();
  }
}

async function runFiles(
  suite: Suite,
  files: string[],
  progress: (line: string) => void,
): Promise<Outcome & { skipped: number }> {
  let seen = 0;
  const timings = join(folder, `${suite.name.replaceAll(" ", "_")}_timings.json`);
  await Bun.write(timings, timingsOf(files));
  const options = [
    ...(suite.parallel > 1
      ? [`--parallel=${suite.parallel}`, `--timings=${timings}`]
      : ["--isolate"]),
    `--timeout=${suite.timeoutMs}`,
  ];
  const { exitCode, said, junit } = await runTests({ options, files, env: suite.env }, (text) => {
    seen += text.split("(pass)").length - 1;
    progress(`${seen} …`);
  });
  const counts = countTests(junit);
  // A file that does not load, or an interrupted run, has no failed test to name.
  const failed = exitCode === 0 ? counts.failed : Math.max(counts.failed, 1);
  const notes = skippedTitles(said).map((title) => `Skipped, not possible here: ${title}`);
  return { ...counts, failed, said: failureLines(said), notes };
}

/** @returns the number of tests in the files, without running them */
async function countOnly({ env }: Suite, files: string[]): Promise<number> {
  const matchesNone = "^$.";
  const { junit } = await runTests({ options: ["--isolate", "-t", matchesNone], files, env });
  return countNamed(junit);
}

interface TestRun {
  options: string[];
  files: string[];
  env: Record<string, string>;
}

let reports = 0;

async function runTests({ options, files, env }: TestRun, onText?: (text: string) => void) {
  const file = join(folder, `${reports++}.xml`);
  const reporter = ["--reporter=junit", `--reporter-outfile=${file}`];
  const paths = files.map((path) => `./${path}`);
  const outcome = await run(["test", ...options, ...reporter, ...paths], { env, onText });
  return { ...outcome, junit: await readIfThere(file) };
}

async function readIfThere(path: string): Promise<string> {
  const file = Bun.file(path);
  return (await file.exists()) ? file.text() : "";
}

interface RunOptions {
  env?: Record<string, string>;
  onText?: (text: string) => void;
}

/** Runs this Bun with the arguments, without input and without a real instance's settings. */
async function run(args: string[], { env = {}, onText = () => {} }: RunOptions = {}) {
  const child = Bun.spawn([process.execPath, ...args], {
    cwd: root,
    env: { ...testEnvironment(), TMPDIR: folder, TEST_SHARED_FOLDER: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: stepLimitMs,
    killSignal: "SIGTERM",
  });
  let said = "";
  const read = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      const text = decoder.decode(chunk, { stream: true });
      said += text;
      onText(text);
    }
  };
  await Promise.all([read(child.stdout), read(child.stderr)]);
  const exitCode = await child.exited;
  if (child.signalCode) said += `\nended by ${child.signalCode} after ${stepLimitMs / 1000} s\n`;
  return { exitCode, said };
}

process.exit(await main(process.argv.slice(2)));
