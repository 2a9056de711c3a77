/** Another version of Team Chat, checked out beside this one into a temporary folder. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Version {
  folder: string;
  /** The PATH on which its run.sh finds this Bun, if that is the version it needs. */
  path: string;
  dispose(): void;
}

/** Why there is nothing to compare with, in words for people. */
export class NoVersion extends Error {}

/**
 * The full hash of a commit.
 * @throws {NoVersion} when git is missing, `root` is not a checkout, or the commit does not exist
 */
export function commitOf(root: string, ref: string): string {
  if (!Bun.which("git", { PATH: process.env["PATH"] ?? "" }))
    throw new NoVersion("git was not found; --against needs it.");
  const inside = git(root, ["rev-parse", "--show-toplevel"]);
  if (inside === undefined) throw new NoVersion(`${root} is no checkout of git.`);
  const commit = git(root, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${ref}^{commit}`,
  ]);
  if (commit === undefined) throw new NoVersion(`git knows no version "${ref}" here.`);
  return commit;
}

/** Checks a commit out and prepares it with its own run.sh. @throws {NoVersion} */
export async function makeVersion(root: string, commit: string): Promise<Version> {
  const base = mkdtempSync(join(tmpdir(), "team-chat-version-"));
  const version = {
    folder: join(base, "checkout"),
    path: `${join(base, "bin")}:${process.env["PATH"] ?? ""}`,
    dispose: () => rmSync(base, { recursive: true, force: true }),
  };
  try {
    mkdirSync(version.folder);
    mkdirSync(join(base, "bin"));
    symlinkSync(process.execPath, join(base, "bin", "bun"));
    const archive = join(base, "version.tar");
    if (git(root, ["archive", "--output", archive, commit]) === undefined) {
      throw new NoVersion(`git could not read ${commit}.`);
    }
    await run(["tar", "-xf", archive, "-C", version.folder]);
    if (needsSamePackages(root, version.folder)) await linkPackages(root, version.folder);
    await run([join(version.folder, "run.sh"), "build"], version.path);
    return version;
  } catch (error) {
    version.dispose();
    throw error;
  }
}

/** This checkout as it is; nothing of it is deleted. */
export async function thisVersion(root: string): Promise<Version> {
  await run([join(root, "run.sh"), "build"]);
  return { folder: root, path: process.env["PATH"] ?? "", dispose() {} };
}

export function needsSamePackages(root: string, folder: string): boolean {
  const lock = (at: string) => readFileSync(join(at, "bun.lock"), "utf8");
  return lock(root) === lock(folder);
}

/** Uses hard links if the file system has them, except for the stamp, whose time run.sh reads. */
async function linkPackages(root: string, folder: string): Promise<void> {
  const [from, to] = [join(root, "node_modules"), join(folder, "node_modules")];
  try {
    await run(["cp", "-al", from, to]);
  } catch {
    rmSync(to, { recursive: true, force: true });
    await run(["cp", "-a", from, to]);
  }
  const stamp = join(to, ".installed");
  rmSync(stamp, { force: true });
  writeFileSync(stamp, "");
}

function git(root: string, args: string[]): string | undefined {
  // Ignores another checkout that the caller's environment may name.
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, ...env } = process.env;
  const { exitCode, stdout } = Bun.spawnSync(["git", "-C", root, ...args], {
    env,
    stderr: "ignore",
  });
  return exitCode === 0 ? stdout.toString().trim() : undefined;
}

async function run(command: string[], path = process.env["PATH"] ?? ""): Promise<void> {
  const child = Bun.spawn(command, {
    env: { ...process.env, PATH: path },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  if ((await child.exited) !== 0) throw new NoVersion(`${command.join(" ")} failed:\n${out}${err}`);
}
