/** Who is online at several processes, over the bus that real ones share. */
import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "#kit/clock.ts";
import type { Bus } from "#bus/bus.ts";
import { channels, type PresenceReport } from "#bus/channels.ts";
import { type BusServer, connectBus, listenBus } from "#bus/unix.ts";
import { heartbeatMs, silenceMs } from "#realtime/other_processes.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { testMs, until } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import {
  makeGroup,
  openPresence,
  startTestRealtime,
  type TestRealtime,
  type TestSocket,
} from "#tests/support/realtime.ts";

setDefaultTimeout(testMs);

let folder: string;
let busServer: BusServer;
let tap: Bus;
let reports: PresenceReport[];
let clock: FakeClock;
let first: TestRealtime;
let running: Process[];
let sockets: TestSocket[];
let owner: TestPerson;
let ann: TestPerson;
let bob: TestPerson;
let cleo: TestPerson;
let group: string;

interface Process {
  realtime: TestRealtime;
  /** While this is set, nothing that the process publishes arrives. */
  isCutOff: boolean;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "team-chat-bus-"));
  busServer = await listenBus(join(folder, "bus.sock"));
  tap = connectBus(join(folder, "bus.sock"), systemClock);
  reports = [];
  channels.presence.subscribe(tap, (report) => reports.push(report));
  clock = new FakeClock();
  running = [];
  sockets = [];
  ({ realtime: first } = await start());
  owner = await makePerson(first.services, { role: "admin" });
  ann = await makePerson(first.services);
  bob = await makePerson(first.services);
  cleo = await makePerson(first.services);
  group = await makeGroup(owner.context, [ann, bob, cleo]);
});

afterEach(async () => {
  for (const { realtime } of running.toReversed()) await realtime.stop();
  tap.close();
  busServer.close();
  rmSync(folder, { recursive: true });
});

/** A process of the same installation; it is connected to the bus when this resolves. */
async function start(): Promise<Process> {
  const process: Process = { realtime: undefined as never, isCutOff: false };
  const bus = connectBus(join(folder, "bus.sock"), systemClock);
  const heard = Promise.withResolvers<void>();
  tap.subscribe("hello", () => heard.resolve());
  const again = setInterval(() => bus.publish("hello", ""), 5);
  await heard.promise;
  clearInterval(again);
  process.realtime = await startTestRealtime({
    clock,
    instanceDir: running[0]?.realtime.services.config.instanceDir,
    localBus: {
      join: () => ({
        ...bus,
        publish: (topic, text) => process.isCutOff || bus.publish(topic, text),
      }),
    },
  });
  running.push(process);
  return process;
}

async function arrive(person: TestPerson, at: TestRealtime): Promise<TestSocket> {
  const socket = await at.connect(person);
  await socket.identify(person);
  sockets.push(socket);
  return socket;
}

async function leave(socket: TestSocket): Promise<void> {
  sockets = sockets.filter((each) => each !== socket);
  socket.close();
  await socket.closed;
}

async function look(reader: TestPerson, at: TestRealtime): Promise<Set<string>> {
  return openPresence(await arrive(reader, at), group);
}

/** Lets time pass while every client sends a sign of life from time to time. */
async function pass(durationMs: number): Promise<void> {
  for (let passedMs = 0; passedMs < durationMs; passedMs += 1_000) {
    await clock.advance(1_000);
    for (const socket of sockets) await socket.settle();
  }
}

async function comesToBe(online: Set<string>, ...people: TestPerson[]): Promise<void> {
  const wanted = new Set(people.map(({ id }) => id));
  const what = `${[...wanted].join(", ")} online`;
  await until(async () => {
    await pass(1_000);
    return online.symmetricDifference(wanted).size === 0;
  }, what);
}

const kinds = () => reports.map(({ kind }) => kind);

test("people at another process come and go, and each time only the change is sent", async () => {
  const other = await start();
  const online = await look(owner, first);
  await arrive(ann, other.realtime);
  await comesToBe(online, owner, ann);
  const bobs = await arrive(bob, other.realtime);
  await comesToBe(online, owner, ann, bob);
  await leave(bobs);
  await comesToBe(online, owner, ann);
  const changes = reports.flatMap((report) =>
    report.kind === "change" ? [[report.came, report.went]] : [],
  );
  expect(changes).toEqual([
    [[owner.id], []],
    [[ann.id], []],
    [[bob.id], []],
    [[], [bob.id]],
  ]);
  expect(kinds()).not.toContain("whole");
});

test("while nobody comes or goes, only heartbeats are sent, and everyone stays online", async () => {
  const other = await start();
  const online = await look(owner, first);
  await arrive(ann, other.realtime);
  await comesToBe(online, owner, ann);
  reports.length = 0;
  await pass(10 * heartbeatMs);
  expect(10 * heartbeatMs).toBeGreaterThan(2 * silenceMs);
  await until(async () => reports.length >= 2 * 9, "nine heartbeats of each");
  expect(new Set(kinds())).toEqual(new Set(["heartbeat"]));
  expect(online).toEqual(new Set([owner.id, ann.id]));
});

test("a process that starts later learns who is online at those that run", async () => {
  await arrive(ann, first);
  await pass(heartbeatMs);
  const later = await start();
  const online = await look(owner, later.realtime);
  expect(online).not.toContain(ann.id);
  await comesToBe(online, owner, ann);
  expect(kinds().filter((kind) => kind === "request")).toHaveLength(1);
});

test("a change lost by the bus is made up for, whether it was an arrival or a departure", async () => {
  const other = await start();
  const online = await look(owner, first);
  const anns = await arrive(ann, other.realtime);
  await arrive(cleo, other.realtime);
  await comesToBe(online, owner, ann, cleo);
  reports.length = 0;
  await until(async () => {
    await pass(1_000);
    return kinds().includes("heartbeat");
  }, "a heartbeat, so that the next one is far");
  other.isCutOff = true;
  await leave(anns);
  await pass(2_000);
  expect(online).toEqual(new Set([owner.id, ann.id, cleo.id]));
  other.isCutOff = false;
  await arrive(bob, other.realtime);
  await comesToBe(online, owner, bob, cleo);
  expect(kinds()).toContain("request");
});

test("a dead process is forgotten with everyone online there, and one that stops at once", async () => {
  const [dies, stops] = [await start(), await start()];
  const online = await look(owner, first);
  await arrive(ann, dies.realtime);
  await arrive(bob, stops.realtime);
  await comesToBe(online, owner, ann, bob);
  sockets = sockets.slice(0, 1);
  await stops.realtime.stop();
  running = running.filter((each) => each !== stops);
  await comesToBe(online, owner, ann);
  dies.isCutOff = true;
  const before = clock.monotonic();
  await comesToBe(online, owner);
  const tookMs = clock.monotonic() - before;
  expect(tookMs).toBeGreaterThan(silenceMs - heartbeatMs);
  expect(tookMs).toBeLessThan(silenceMs + heartbeatMs);
});
