import { expect, setDefaultTimeout, test } from "bun:test";
import { SQL } from "bun";
import { connectPostgresBus } from "#bus/postgres.ts";
import { BusState } from "#bus/state.ts";
import { systemClock } from "#kit/clock.ts";
import { createLogger } from "#kit/logger.ts";
import { busContract } from "#tests/contracts/bus.ts";
import { testMs } from "#tests/support/patience.ts";
import { startPostgres } from "#tests/support/postgres_server.ts";
import { asked, emptyDatabase } from "./empty_database.ts";

setDefaultTimeout(testMs);

const ports = (lines: string[] = []) => {
  const write = (line: string) => void lines.push(line);
  const logger = createLogger({ clock: systemClock, level: "info", format: "json", write });
  return { clock: systemClock, state: new BusState(logger) };
};

async function twoEnds() {
  const url = await emptyDatabase();
  const [here, there] = [connectPostgresBus(url, ports()), connectPostgresBus(url, ports())];
  return {
    url,
    here,
    there,
    async interrupt() {
      await asked(
        url,
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()",
      );
      here.publish("log", "perhaps lost");
    },
    close() {
      here.close();
      there.close();
    },
  };
}

busContract("over PostgreSQL", twoEnds);

test("another database of the server, and notifications of other programs, are not heard", async () => {
  const [ours, others] = [await twoEnds(), await twoEnds()];
  const received: string[] = [];
  ours.there.subscribe("log", (text) => received.push(text));
  const program = new SQL({ url: ours.url, max: 1 });
  const last = new Promise<void>((resolve) => ours.there.subscribe("last", () => resolve()));
  const again = setInterval(() => {
    others.here.publish("log", "of another database");
    for (const payload of [
      "",
      "hello",
      'a 1 1 log "a part without a beginning"\n',
      "b 1 0 log not JSON\n",
    ]) {
      void program.notify("team_chat", payload);
    }
    ours.here.publish("last", "");
  }, 20);
  await last;
  clearInterval(again);
  expect(received).toEqual([]);
  await program.close();
  ours.close();
  others.close();
});

test("after the server was away, both ends hear each other again, and the log says so once", async () => {
  const server = await startPostgres();
  const lines: string[] = [];
  const here = connectPostgresBus(server.url, ports());
  const there = connectPostgresBus(server.url, ports(lines));
  const heard = (text: string) =>
    new Promise<void>((resolve) => {
      const again = setInterval(() => here.publish("log", text), 20);
      const end = there.subscribe("log", (received) => {
        if (received !== text) return;
        clearInterval(again);
        end();
        resolve();
      });
    });
  await heard("before");
  await server.crash();
  while (lines.length === 0) await Bun.sleep(20);
  await server.start();
  await heard("after");
  while (lines.length === 1) await Bun.sleep(20);
  const events = lines.map((line) => (JSON.parse(line) as { event: string }).event);
  expect(events).toEqual(["bus.lost", "bus.back"]);
  here.close();
  there.close();
  await server.stop();
});
