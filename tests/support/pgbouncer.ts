/** A real PgBouncer in front of the test server, which gives each transaction any of its sessions. */
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOutput } from "./output.ts";
import { freePorts } from "./ports.ts";
import { postgresServer } from "./postgres_database.ts";
import { owner } from "./postgres_server.ts";
import { programEnvironment, programPath } from "./programs.ts";

export interface Pooler {
  /** The address of a database of the test server, through the pooler. */
  pooled(url: URL): URL;
  stop(): Promise<void>;
}

export async function startPgbouncer(): Promise<Pooler> {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-pgbouncer-"));
  const server = postgresServer();
  const [port] = freePorts(1);
  const files = {
    users: `"${server.username}" "${decodeURIComponent(server.password)}"\n`,
    ini: `[databases]
* = host=${server.hostname} port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, "users")}
pool_mode = transaction
default_pool_size = 20
max_client_conn = 200
`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const isRoot = process.getuid?.() === 0;
  // It refuses to run as root, and reads its files as the user that it changes to.
  if (isRoot) for (const name of ["", "ini", "users"]) chownSync(join(folder, name), owner, owner);
  const command = [programPath("pgbouncer"), ...(isRoot ? ["-u", "nobody"] : [])];
  const child = Bun.spawn([...command, join(folder, "ini")], {
    env: programEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = readOutput([child.stdout, child.stderr]);
  await output.line((line) => line.includes("process up"));
  return {
    pooled(url) {
      const through = new URL(url);
      through.hostname = "127.0.0.1";
      through.port = String(port);
      return through;
    },
    async stop() {
      child.kill("SIGTERM");
      await child.exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
