/**
 * The programs that tests need besides Bun: browsers, proxies, a compiler, a library. Tests find them through
 * variables or on the PATH; `run.sh test` installs missing ones and passes their places on in
 * variables.
 */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

export type ProgramName =
  | "chromium"
  | "firefox"
  | "webkit"
  | "nginx"
  | "caddy"
  | "haproxy"
  | "nats"
  | "openssl"
  | "pgbouncer"
  | "libfaketime"
  | "compiler";

export type Command =
  | Exclude<ProgramName, "webkit" | "compiler">
  | "WebKitWebDriver"
  | "MiniBrowser"
  | "headless_shell"
  | "Xvfb"
  | "cc";

interface Program {
  title: string;
  /** All of them must be available. */
  commands: Command[];
  debianPackages: string[];
}

/** The oldest version that the driver is known to work with. An older one counts as missing. */
const oldestFirefox = 153;

export const programs: Record<ProgramName, Program> = {
  chromium: {
    title: "Chromium",
    commands: ["chromium", "headless_shell"],
    debianPackages: ["chromium", "chromium-headless-shell"],
  },
  firefox: {
    title: `Firefox ${oldestFirefox}`,
    commands: ["firefox"],
    debianPackages: ["firefox-esr"],
  },
  webkit: {
    title: "WebKit",
    commands: ["WebKitWebDriver", "MiniBrowser", "Xvfb"],
    debianPackages: ["webkit2gtk-driver", "xvfb"],
  },
  nginx: { title: "nginx", commands: ["nginx", "openssl"], debianPackages: ["nginx", "openssl"] },
  caddy: { title: "Caddy", commands: ["caddy", "openssl"], debianPackages: ["caddy", "openssl"] },
  haproxy: {
    title: "HAProxy",
    commands: ["haproxy", "openssl"],
    debianPackages: ["haproxy", "openssl"],
  },
  libfaketime: {
    title: "libfaketime",
    commands: ["libfaketime"],
    debianPackages: ["libfaketime"],
  },
  nats: { title: "NATS", commands: ["nats"], debianPackages: ["nats-server"] },
  openssl: { title: "OpenSSL", commands: ["openssl"], debianPackages: ["openssl"] },
  pgbouncer: { title: "PgBouncer", commands: ["pgbouncer"], debianPackages: ["pgbouncer"] },
  compiler: { title: "C compiler", commands: ["cc"], debianPackages: ["gcc", "libc6-dev"] },
};

/**
 * Names on the PATH, and absolute patterns, the likeliest first. By default, the command's own
 * name.
 */
const otherNames: Partial<Record<Command, string[]>> = {
  chromium: [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    chromium.executablePath(),
  ],
  nats: ["nats-server"],
  libfaketime: ["/usr/lib/*/faketime/libfaketime.so.1"],
  headless_shell: ["chromium-headless-shell", "chrome-headless-shell"],
  cc: ["cc", "gcc", "clang"],
  firefox: ["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
  MiniBrowser: ["/usr/lib/*/webkit2gtk-4.*/MiniBrowser", "/usr/libexec/webkit2gtk-4.*/MiniBrowser"],
};

/**
 * Replacements for missing commands. Headless Chromium opens a page with a quarter of the computing
 * time.
 */
const substitutes: Partial<Record<Command, Command>> = { headless_shell: "chromium" };

/** Where packages put programs, whatever the PATH of this process. */
const usualFolders = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** The variable for a command's place: CHROMIUM, NGINX, WEBKITWEBDRIVER … */
export const variableOf = (command: Command): string => command.toUpperCase();

/**
 * The environment for a program that was found by its place: Debian's start scripts and `dpkg` need
 * the usual folders on their PATH.
 */
export function programEnvironment(): Record<string, string | undefined> {
  const { PATH = "" } = process.env;
  return { ...process.env, PATH: [PATH, usualFolders].filter(Boolean).join(delimiter) };
}

/**
 * The place of a command.
 * @throws with a message that says how to get it
 */
export function programPath(command: Command): string {
  const path = find(command);
  if (path) return path;
  throw new Error(
    `There is no ${command} here that tests can drive. Run ./run.sh test, which installs it.`,
  );
}

/**
 * The variables for the program's commands; undefined if one of them is missing.
 * @param everywhere also searches the usual folders, not only variables and the PATH
 * @throws when a variable does not name a program
 */
export function findProgram(
  name: ProgramName,
  { everywhere = false } = {},
): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const command of programs[name].commands) {
    const path = find(command, everywhere ? programEnvironment()["PATH"] : process.env["PATH"]);
    if (!path) return undefined;
    found[variableOf(command)] = path;
  }
  return found;
}

function find(command: Command, searched = process.env["PATH"]): string | undefined {
  const variable = variableOf(command);
  const named = process.env[variable];
  if (named) {
    const path = Bun.which(named, { PATH: searched });
    if (!path)
      throw new Error(`${variable}=${named} is no program. Unset it, or name a ${command}.`);
    return isDrivable(command, path) ? path : undefined;
  }
  for (const name of otherNames[command] ?? [command]) {
    const path = name.startsWith("/") ? firstFile(name) : Bun.which(name, { PATH: searched });
    if (path && isDrivable(command, path)) return path;
  }
  const substitute = substitutes[command];
  return substitute && find(substitute, searched);
}

function isDrivable(command: Command, path: string): boolean {
  if (command !== "firefox") return true;
  const { stdout } = Bun.spawnSync([path, "--version"], {
    env: programEnvironment(),
    stdio: ["ignore", "pipe", "ignore"],
    timeout: 20_000,
  });
  const [, version = "0"] = /Firefox (\d+)/.exec(stdout.toString()) ?? [];
  return Number(version) >= oldestFirefox;
}

function firstFile(pattern: string): string | undefined {
  if (!pattern.includes("*")) return existsSync(pattern) ? pattern : undefined;
  const [path] = new Bun.Glob(pattern.slice(1)).scanSync({ cwd: "/" });
  return path && join("/", path);
}
