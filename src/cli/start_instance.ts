/** What `run.sh start` and `dev` do: prepare what is missing, and run the servers. */
import { existsSync } from "node:fs";
import { systemClock } from "#kit/clock.ts";
import { type Config, ConfigError } from "#kit/config.ts";
import { isLoopback } from "#kit/loopback.ts";
import type { Services } from "#core/context.ts";
import { accountsWithDemoPassword, enterProduction } from "#core/identity/known_passwords.ts";
import { demoPeople } from "#core/identity/demo_accounts.ts";
import { createDemoPeople } from "#demo/people.ts";
import { allowsSeveralStarts, holdForStart, holdTurn } from "#core/instance/instance_lock.ts";
import {
  assertDatabaseSound,
  inspectDatabase,
  openServices,
} from "#core/instance/open_services.ts";
import { setupCode } from "#core/people/setup.ts";
import { UsageError } from "./command.ts";
import { createProgress } from "./progress.ts";
import { assertPortsFree, assertSocketFits } from "./ports.ts";
import { type FindScript, type ServerName, serverNames } from "./server_scripts.ts";
import { supervise, type SuperviseOptions, type Supervisor } from "./supervisor.ts";
import { print, table } from "./terminal.ts";

export interface StartOptions extends Pick<SuperviseOptions, "flagsOf" | "parts"> {
  /** Builds what is stale. @returns the scripts to run */
  build(): Promise<FindScript>;
  /**
   * Called when the servers are ready; the function that it returns is called before they stop.
   */
  whileRunning?: (supervisor: Supervisor, services: Services) => Promise<() => Promise<void>>;
}

/**
 * Prepares what is missing and runs the servers until a signal ends them.
 * @returns the exit code
 * @throws when the start is impossible, for example because another one uses the folder
 */
export async function startInstance(config: Config, options: StartOptions): Promise<number> {
  const { parts } = options;
  requireLoopback(config);
  requireSeveralStarts(config, parts);
  assertSocketFits(config);
  await inspectDatabase(config);
  // A refused start creates no folder.
  if (!existsSync(config.instanceDir)) await assertPortsFree(config, parts, { clock: systemClock });
  const hold = await holdForStart(config);
  try {
    const patienceMs = hold.afterDeath ? lastServersEndMs : 0;
    await assertPortsFree(config, parts, { clock: systemClock, patienceMs });
    const scriptOf = await options.build();
    return await openAndRun(config, { ...options, scriptOf });
  } finally {
    hold.release();
  }
}

/** Servers whose supervisor was killed end on their own within this time. */
const lastServersEndMs = 10_000;

type RunOptions = Omit<StartOptions, "build"> & Pick<SuperviseOptions, "scriptOf">;

async function openAndRun(config: Config, options: RunOptions): Promise<number> {
  const services = await prepare(config);
  try {
    return await runUntilStopped(config, services, options);
  } finally {
    services.db.close();
  }
}

/** Opens and fills the database, while no other start does. */
async function prepare(config: Config): Promise<Services> {
  const turn = await holdTurn(config, () =>
    print("Another start is preparing the database. Waiting for it."),
  );
  try {
    const services = await openServices(config, { process: "start" });
    try {
      await assertDatabaseSound(config, services);
      if (config.production) await enterProduction(services, createProgress("passwords tried"));
      else await createDemoPeople(services);
      return services;
    } catch (error) {
      services.db.close();
      throw error;
    }
  } finally {
    turn.release();
  }
}

async function runUntilStopped(
  config: Config,
  services: Services,
  { parts, scriptOf, flagsOf, whileRunning }: RunOptions,
): Promise<number> {
  const stopAsked = signalled();
  const supervisor = await supervise(config, { ...services, parts, scriptOf, flagsOf });
  let endWork = async () => {};
  try {
    const first = await Promise.race([supervisor.ready, stopAsked]);
    if (first === undefined) {
      print(...(await welcome(config, services, parts)));
      if (whileRunning) endWork = await whileRunning(supervisor, services);
      await stopAsked;
    }
    return 0;
  } finally {
    await endWork();
    await supervisor.stop();
  }
}

/** Resolves with the name of the first signal that asks to stop; later ones change nothing. */
function signalled(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => resolve(signal));
    }
  });
}

/**
 * Development has accounts with known passwords, so other machines must not reach it, neither at
 * the listening address nor through a proxy.
 */
function requireLoopback({ production, host, publicUrl, wsUrl, trustProxy }: Config): void {
  if (production) return;
  const settings: [name: string, value: string, isOwn: boolean][] = [
    ["HOST", host, isLoopback(host)],
    ["PUBLIC_URL", publicUrl.origin, isLoopback(publicUrl.hostname)],
    ["WS_URL", wsUrl.href, isLoopback(wsUrl.hostname)],
    ["TRUST_PROXY", "yes", !trustProxy],
  ];
  const beyond = settings.find(([, , isOwn]) => !isOwn);
  if (!beyond) return;
  const [name, value] = beyond;
  throw new ConfigError(
    `${name}=${value} is for other machines, and a development start has accounts with known passwords. Set TEAM_CHAT_ENV=production; or, for a start that only this machine reaches, remove ${name}.`,
  );
}

/** @throws {UsageError} for one server alone, where each database has only one start */
function requireSeveralStarts(config: Config, parts: readonly ServerName[]): void {
  if (parts.length === serverNames.length || allowsSeveralStarts(config)) return;
  throw new UsageError(
    `start ${parts.join(" ")} needs a database that several starts can share, and DATABASE_URL names none. ./run.sh start runs both servers.`,
  );
}

async function welcome(
  config: Config,
  services: Services,
  parts: readonly ServerName[],
): Promise<string[]> {
  const addresses = [
    ...(parts.includes("web") ? [["  Chat", config.publicUrl.origin]] : []),
    ...(parts.includes("realtime") ? [["  Sockets", config.wsUrl.href]] : []),
    ["  Data", config.instanceDir],
  ];
  const lines = ["", "Team Chat is running. Ctrl-C stops it.", "", ...table(addresses), ""];
  // The code and the demo people's passwords are for pages.
  if (!parts.includes("web")) return lines;
  if (config.production) {
    const code = await setupCode(services, { keepOthers: allowsSeveralStarts(config) });
    if (code) {
      const address = `${config.publicUrl.origin}/setup`;
      lines.push(`Nobody can sign in yet. Open ${address} and enter this code: ${code}`, "");
    }
  } else if ((await accountsWithDemoPassword(services.db)).length === demoPeople.length) {
    const people = demoPeople.map(({ email, password, name, role }) => [
      `  ${email}`,
      password,
      `${name} (${role})`,
    ]);
    lines.push("Sign in as one of the demo people:", "", ...table(people), "");
  }
  return lines;
}
