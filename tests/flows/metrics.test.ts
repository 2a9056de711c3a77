/** Who may read the counters of both servers, and what they count. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { logEnd, readLog } from "#core/log/read.ts";
import { startWeb, type WebServer } from "#web/main.ts";
import { makePerson } from "#tests/support/people.ts";
import { until } from "#tests/support/patience.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";

const token = "0123456789abcdef0123456789abcdef";
let realtime: TestRealtime;
let web: WebServer;
let bare: TestRealtime;

beforeAll(async () => {
  realtime = await startTestRealtime({ env: { METRICS_TOKEN: token } });
  bare = await startTestRealtime();
  web = startWeb(realtime.services.config, realtime.services);
});
afterAll(async () => {
  await web.stop();
  await bare.stop();
  await realtime.stop();
});

const ask = (port: number, headers: Record<string, string> = {}, method = "GET") =>
  fetch(`http://127.0.0.1:${port}/metrics`, { method, headers });

const servers = [
  { name: "the socket server", port: () => realtime.server.port },
  { name: "the web application", port: () => web.port },
];

for (const { name, port } of servers) {
  describe(name, () => {
    const proxied: Record<string, string>[] = [
      { "X-Forwarded-For": "127.0.0.1" },
      { "X-Real-IP": "127.0.0.1" },
      { "X-Forwarded-Proto": "https" },
      { Forwarded: "for=127.0.0.1" },
      { Via: "1.1 a-proxy" },
      { Host: "chat.uni.example.edu" },
      { Authorization: `Bearer ${token}x` },
      { Authorization: "Bearer wrong" },
    ];
    for (const headers of proxied) {
      test(`${JSON.stringify(headers)} gets a 404`, async () => {
        const answer = await ask(port(), headers);
        expect(answer.status).toBe(404);
        expect(await answer.text()).not.toContain("team_chat_");
      });
    }

    test("other methods change and read nothing", async () => {
      expect(await (await ask(port(), {}, "POST")).text()).not.toContain("team_chat_");
      expect((await ask(port(), {}, "HEAD")).status).toBe(200);
    });

    test("this machine reads the counters, as does the token through a proxy", async () => {
      const allowed: Record<string, string>[] = [
        {},
        { Authorization: `Bearer ${token}`, "X-Forwarded-For": "203.0.113.7" },
      ];
      for (const headers of allowed) {
        const answer = await ask(port(), headers);
        expect(answer.status).toBe(200);
        expect(answer.headers.get("Content-Type")).toBe(
          "application/openmetrics-text; version=1.0.0; charset=utf-8",
        );
        expect(answer.headers.get("Cache-Control")).toBe("no-store");
        const lines = (await answer.text()).split("\n");
        expect(lines.slice(-2)).toEqual(["# EOF", ""]);
        for (const line of lines.slice(0, -2)) {
          expect(line).toMatch(/^(# (TYPE|HELP) \w+ .+|team_chat_\w+(\{\w+="[^"]*"\})? \d+)$/);
        }
      }
    });
  });
}

test("without the setting no token is valid", async () => {
  const answer = await ask(bare.server.port, { Authorization: "Bearer undefined" });
  expect(answer.status).toBe(404);
  expect((await ask(bare.server.port)).status).toBe(200);
});

test("sockets, frames, refusals and the code of each close are counted and logged", async () => {
  const person = await makePerson(bare.services);
  const socket = await bare.connect(person);
  await socket.identify(person);
  socket.sendText("not json");
  await socket.next("Refusal");
  const read = async () => (await ask(bare.server.port)).text();
  const open = await read();
  expect(open).toContain("\nteam_chat_connections 1\n");
  expect(open).toContain("\nteam_chat_connections_opened_total 1\n");
  expect(open).toContain('\nteam_chat_frames_total{type="IdMessage"} 1\n');
  expect(open).toContain('\nteam_chat_refusals_total{code="bad_json"} 1\n');
  socket.close();
  await socket.closed;
  const closed = await read();
  expect(closed).toContain("\nteam_chat_connections 0\n");
  expect(closed).toMatch(/\nteam_chat_connections_closed_total\{code="\d{4}"\} 1\n/);
  const events = bare.services.lines.map((line) => (JSON.parse(line) as { event: string }).event);
  expect(events).toEqual(
    expect.arrayContaining(["socket.opened", "frame.refused", "socket.closed"]),
  );
});

test("commits of the process and the delivered entries of the log are counted", async () => {
  const count = async (name: string) => {
    const text = await (await ask(bare.server.port)).text();
    return Number(new RegExp(`\nteam_chat_${name}_total (\\d+)\n`).exec(text)?.[1]);
  };
  const staff = await makePerson(bare.services, { role: "admin" });
  const [commits, entries] = [await count("commits"), await count("log_entries")];
  const before = bare.services.appendedEntries.length;
  await makeGroup(staff.context, []);
  const written = bare.services.appendedEntries.length - before;
  expect(written).toBeGreaterThan(0);
  expect(await count("commits")).toBe(commits + 1);
  expect(await count("log_entries")).toBe(entries + written);
});

test("the lag counts commits by others that the socket server has not delivered", async () => {
  let failing: "reads of the log" | "every query" | "nothing" = "nothing";
  const refuse = () => Promise.reject(new Error("The database does not answer."));
  const around = (db: TestServices["db"]): TestServices["db"] => ({
    ...db,
    snapshot: (work) => (failing === "nothing" ? db.snapshot(work) : refuse()),
    get: (...query) => (failing === "every query" ? refuse() : db.get(...query)),
  });
  const { server, services, stop } = await startTestRealtime({ around });
  const lag = async () =>
    /\nteam_chat_log_lag (\S+)\n/.exec(await (await ask(server.port)).text())?.[1];
  const others = testServices({ instanceDir: services.config.instanceDir });
  const staff = await makePerson(others, { role: "admin" });
  await until(async () => (await lag()) === "0", "everything is delivered");
  failing = "reads of the log";
  const end = await logEnd(others.db);
  for (const name of ["One", "Two"]) await makeGroup(staff.context, [], name);
  const written = (await readLog(others.db, { after: end, limit: 99 })).length;
  expect(written).toBeGreaterThan(1);
  expect(await lag()).toBe(`${written}`);
  failing = "every query";
  expect(await lag()).toBe("NaN");
  failing = "nothing";
  await until(async () => (await lag()) === "0", "everything is delivered");
  others.dispose();
  await stop();
});

test("requests are counted by status class", async () => {
  await (await fetch(`http://127.0.0.1:${web.port}/healthz`)).text();
  await (await fetch(`http://127.0.0.1:${web.port}/nowhere`)).text();
  const text = await (await ask(web.port)).text();
  expect(text).toMatch(/\nteam_chat_http_requests_total\{status="2xx"\} \d+\n/);
  expect(text).toMatch(/\nteam_chat_http_requests_total\{status="4xx"\} \d+\n/);
});

test("a token that can be guessed is refused as a setting", () => {
  expect(() => testServices({ env: { METRICS_TOKEN: "short" } })).toThrow(
    "METRICS_TOKEN must have",
  );
});
