/** Encrypted connections to the database: what each sslmode of its address accepts. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "#tests/support/cli.ts";
import { testMs } from "#tests/support/patience.ts";
import { type PostgresServer, startPostgres } from "#tests/support/postgres_server.ts";
import { makeCertificate } from "#tests/support/proxies.ts";
import { asked, refusal } from "./empty_database.ts";

setDefaultTimeout(testMs);

let server: PostgresServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-tls-"));
  const certificate = await makeCertificate(folder, "localhost");
  server = await startPostgres();
  await server.crash();
  server.write("server.crt", certificate);
  server.write("server.key", readFileSync(join(folder, "localhost.key"), "utf8"));
  server.write("pg_hba.conf", "hostssl all all 127.0.0.1/32 scram-sha-256\n");
  await server.start(["ssl=on"], "require");
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function address(mode?: string, host = "127.0.0.1"): URL {
  const url = new URL(server.url);
  url.hostname = host;
  if (mode !== undefined) url.searchParams.set("sslmode", mode);
  return url;
}

test("a server that demands encryption is refused by an address without it", async () => {
  for (const mode of [undefined, "disable"]) {
    expect(await refusal(address(mode))).toContain("accepts only encrypted connections");
  }
});

test("a certificate that nobody has signed is refused by verify-ca and verify-full, not by require", async () => {
  for (const mode of ["verify-ca", "verify-full"]) {
    expect(await refusal(address(mode))).toContain("is not trusted (self signed certificate)");
  }
  const [row] = await asked(
    address("require"),
    "select ssl from pg_stat_ssl where pid = pg_backend_pid()",
  );
  expect(row).toEqual({ ssl: true });
});

test("its authority can be named, and then verify-full also demands its name", async () => {
  const initialise = (host: string) =>
    runCli(["init-db"], {
      instanceDir: join(folder, "instance"),
      env: {
        DATABASE_URL: address("verify-full", host).href,
        NODE_EXTRA_CA_CERTS: join(folder, "localhost.pem"),
      },
    });
  const other = await initialise("127.0.0.1");
  expect(other.err).toContain("is not trusted (Hostname/IP does not match");
  expect(other.code).toBe(1);
  expect(await initialise("localhost")).toMatchObject({ err: "", code: 0 });
});
