/**
 * The web application on a database that a socket server has open as well. For each SIGUSR2 it imports
 * a list through its pages, undoes that, and prints how long each took.
 */
import { readConfig } from "#kit/config.ts";
import { createAdmin } from "#core/people/operator.ts";
import { sessionCookieName, startSession } from "#core/identity/sessions.ts";
import { openServices } from "#core/instance/open_services.ts";
import { finishAct } from "#core/bulk/run_acts.ts";
import { createApp } from "#web/app.tsx";

export interface ImportTimes {
  previewMs: number;
  applyMs: number;
  undoMs: number;
}

const people = Number(process.env["BENCH_LIST"] ?? 5_000);
const config = readConfig({ INSTANCE_DIR: process.env["BENCH_DIR"], LOG_LEVEL: "error" });
const services = await openServices(config, { process: "bench" });
const account = { email: "prof@uni.example.edu", name: "Prof", password: "long enough" };
const { id: userId } = await createAdmin(services, account);
const { token } = await startSession(services, { userId, device: "A bench" });
const assets = { url: (name: string) => `/assets/${name}`, file: () => undefined };
const app = createApp({ services, config, assets });
const { origin } = config.publicUrl;
const headers = { Origin: origin, Cookie: `${sessionCookieName(false)}=${token}` };

const rows = Array.from({ length: people }, (_, n) =>
  ["Person", `Nr ${n}`, `p${n}@uni.example`, 4_000_000 + n, `Tutorial ${1 + (n % 60)}`].join(";"),
);
const list = ["Vorname;Nachname;E-Mail-Adresse;Matrikelnummer;Gruppe", ...rows].join("\n");

async function sent(path: string, fields: Record<string, string>): Promise<string> {
  const body = new URLSearchParams(fields);
  const answer = await app.request(origin + path, { method: "POST", headers, body });
  if (answer.status !== 303) throw new Error(`${path} answered ${answer.status}`);
  return answer.headers.get("Location") ?? "";
}

async function importOnce(): Promise<ImportTimes> {
  const startedAt = performance.now();
  const path = await sent("/courses/first/roster", { list });
  const preview = await (await app.request(origin + path, { headers })).text();
  if (!preview.includes(`${people.toLocaleString("en")} join`)) throw new Error("another preview");
  const previewedAt = performance.now();
  await sent(path, { step: "apply" });
  await finishAct(services, path.split("/").at(-1) ?? "");
  const appliedAt = performance.now();
  await sent(`${path}/undo`, {});
  await finishAct(services, path.split("/").at(-1) ?? "");
  return {
    previewMs: previewedAt - startedAt,
    applyMs: appliedAt - previewedAt,
    undoMs: performance.now() - appliedAt,
  };
}

process.on("SIGUSR2", () => {
  void importOnce().then((times) => console.log(JSON.stringify(times)));
});
process.once("SIGTERM", () => {
  services.db.close();
  process.exit(0);
});
const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch: (request) => app.fetch(request),
});
console.log(JSON.stringify({ port: server.port }));
