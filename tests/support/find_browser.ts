/** The Chromium that the browser tests drive: the machine's own, or one that is installed for them. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const macPaths = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** @returns its absolute path; the variable CHROMIUM goes first */
export function findBrowser(): string | undefined {
  const named = process.env["CHROMIUM"];
  if (named) return Bun.which(named) ?? undefined;
  const found = names.map((name) => Bun.which(name)).find((path) => path !== null);
  return found ?? [...macPaths, chromium.executablePath()].find((path) => existsSync(path));
}

/** @throws saying how to get one, when neither way works here */
export async function installBrowser(say: (line: string) => void): Promise<string> {
  const named = process.env["CHROMIUM"];
  if (named) throw new Error(`CHROMIUM=${named} is no program. Unset it, or name a Chromium.`);
  const said: string[] = [];
  for (const { title, commands } of ways()) {
    say(`Installing Chromium: ${title} …`);
    said.push(...(await runAll(commands)));
    const path = findBrowser();
    if (path) return path;
  }
  throw new Error(
    [
      ...said,
      "The browser tests need Chromium, and it could not be installed here. Install it (Debian:",
      "apt install chromium), or set CHROMIUM to the path of a Chromium or Chrome, and run again.",
    ].join("\n"),
  );
}

/** A Debian package when we may; else the download that the driver brings. */
function ways() {
  const driver = join(
    Bun.resolveSync("playwright-core/package.json", import.meta.dir),
    "../cli.js",
  );
  const download = {
    title: "download",
    commands: [[process.execPath, driver, "install", "chromium"]],
  };
  if (process.getuid?.() !== 0 || !Bun.which("apt-get")) return [download];
  const debian = {
    title: "Debian package",
    commands: [
      ["apt-get", "update", "-q"],
      ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"],
    ],
  };
  return [debian, download];
}

/** @returns what the command that failed has said */
async function runAll(commands: string[][]): Promise<string[]> {
  for (const command of commands) {
    const child = Bun.spawn(command, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    const said = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
    ]);
    if ((await child.exited) !== 0) return [`$ ${command.join(" ")}`, ...said];
  }
  return [];
}
