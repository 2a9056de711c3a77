import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { type NatsAddress } from "#kit/bus_settings.ts";
import { connectNatsBus } from "#bus/nats.ts";
import { BusState } from "#bus/state.ts";
import { systemClock } from "#kit/clock.ts";
import { createLogger } from "#kit/logger.ts";
import { type NatsServer, startNats } from "#tests/support/nats_server.ts";
import { testMs } from "#tests/support/patience.ts";
import { freePorts } from "#tests/support/ports.ts";
import { busContract } from "./bus.ts";

setDefaultTimeout(testMs);

const [port = 0] = freePorts(1);
const address: NatsAddress = {
  kind: "nats",
  servers: [`127.0.0.1:${port}`],
  user: "chat",
  password: "a password of the test",
  isTls: false,
  subject: "team_chat",
};

let server: NatsServer;
beforeAll(async () => {
  const { user = "", password = "" } = address;
  server = await startNats({ port, user, password });
});
afterAll(() => server.stop());

const ports = (lines: string[] = []) => {
  const write = (line: string) => void lines.push(line);
  const logger = createLogger({ clock: systemClock, level: "info", format: "json", write });
  return { clock: systemClock, state: new BusState(logger) };
};

busContract("over NATS", () => {
  const [here, there] = [connectNatsBus(address, ports()), connectNatsBus(address, ports())];
  return Promise.resolve({
    here,
    there,
    async interrupt() {
      await server.stop();
      here.publish("log", "lost");
      await server.start();
    },
    close() {
      here.close();
      there.close();
    },
  });
});

test("a wrong password is named in the log, without the password, and tried again", async () => {
  const lines: string[] = [];
  const bus = connectNatsBus({ ...address, password: "a guess" }, ports(lines));
  while (lines.length === 0) await Bun.sleep(10);
  expect(lines.join()).toMatch(/bus\.lost.*authorization/i);
  expect(lines.join()).not.toContain("a guess");
  bus.close();
});

test("installations with other subjects do not hear each other", async () => {
  const subjects = ["one", "two"] as const;
  const [one, two] = subjects.map((subject) => connectNatsBus({ ...address, subject }, ports()));
  const near = connectNatsBus({ ...address, subject: "one" }, ports());
  const wrong: string[] = [];
  two?.subscribe("log", (text) => wrong.push(text));
  const heard = new Promise<void>((resolve) => near.subscribe("log", () => resolve()));
  const again = setInterval(() => one?.publish("log", "of one"), 20);
  await heard;
  clearInterval(again);
  expect(wrong).toEqual([]);
  for (const bus of [one, two, near]) bus?.close();
});
