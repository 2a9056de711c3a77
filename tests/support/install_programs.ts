/** Installs the missing programs that tests need. */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram, programEnvironment, type ProgramName, programs } from "./programs.ts";

export interface Provision {
  /** Environment variables for the installed programs. */
  found: Record<string, string>;
  leftOut: ProgramName[];
  /** The output of failed commands. */
  said: string[];
}

/**
 * Finds the programs, or installs them: as root on Debian all together with apt-get, and Chromium
 * also with its driver's download. Programs that cannot be installed are left out.
 * @throws when a variable does not name a program
 */
export async function provide(
  names: ProgramName[],
  say: (line: string) => void,
): Promise<Provision> {
  const said: string[] = [];
  const missing = names.filter((name) => !findProgram(name));
  if (missing.length > 0 && mayInstall()) {
    say(`Installing ${missing.map((name) => programs[name].title).join(", ")} …`);
    said.push(...(await withoutServices(() => installPackages(missing))));
  }
  const found: Record<string, string> = {};
  const leftOut: ProgramName[] = [];
  for (const name of names) {
    let places = findProgram(name, { everywhere: missing.includes(name) });
    if (!places && name === "chromium") {
      say("Downloading Chromium …");
      said.push(...(await run(download())));
      places = findProgram(name);
    }
    if (places) Object.assign(found, places);
    else leftOut.push(name);
  }
  return { found, leftOut, said };
}

const mayInstall = () => process.getuid?.() === 0 && Bun.which("apt-get") !== null;

/** @returns the output of commands that failed */
async function installPackages(missing: ProgramName[]): Promise<string[]> {
  const packages = missing.flatMap((name) => programs[name].debianPackages);
  const said = await run(["apt-get", "update", "-q"]);
  if ((await install(packages)).length === 0) return [];
  // One unavailable package prevents all others, so try each on its own.
  for (const one of packages) said.push(...(await install([one])));
  return said;
}

function install(packages: string[]): Promise<string[]> {
  const options = ["-q", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=600"];
  return run(["apt-get", "install", ...options, ...packages]);
}

/** Prevents packages from starting servers meanwhile: invoke-rc.d(8) consults this file. */
async function withoutServices<T>(work: () => Promise<T>): Promise<T> {
  const policy = "/usr/sbin/policy-rc.d";
  if (existsSync(policy)) return work();
  writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    return await work();
  } finally {
    rmSync(policy, { force: true });
  }
}

function download(): string[] {
  const driver = Bun.resolveSync("playwright-core/package.json", import.meta.dir);
  return [process.execPath, join(driver, "../cli.js"), "install", "chromium"];
}

/** @returns the command's output if it failed, otherwise undefined */
async function run(command: string[]): Promise<string[]> {
  const child = Bun.spawn(command, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...programEnvironment(), DEBIAN_FRONTEND: "noninteractive" },
  });
  const said = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return (await child.exited) === 0 ? [] : [`$ ${command.join(" ")}`, ...said];
}
