/** Faults of the machine: locks, full disks, readers that stop, peers that vanish. */
import { Database } from "bun:sqlite";
import { afterEach, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RateLimit } from "#core/rates.ts";
import { readHistory } from "#core/messages/history.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { limits } from "#wire/limits.ts";
import { mayMount, mountDisk } from "#tests/support/disks.ts";
import { connectWire } from "#tests/support/wire_client.ts";
import { slowestPulse } from "#tests/simulation/drills/pulse.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import {
  makeGroup,
  startTestRealtime,
  type TestRealtime,
  type TestRealtimeOptions,
  type TestSocket,
} from "#tests/support/realtime.ts";
import { testMs } from "#tests/support/patience.ts";
import { databaseFile } from "#tests/support/services.ts";

setDefaultTimeout(testMs);

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

interface Course {
  realtime: TestRealtime;
  staff: TestPerson;
  student: TestPerson;
  group: string;
}

/** A group of two, on a server that does not limit how fast someone may write. */
async function course(options: TestRealtimeOptions = {}): Promise<Course> {
  const realtime = await startTestRealtime(options);
  cleanUps.push(() => realtime.stop());
  const { services } = realtime;
  services.rates.messages = new RateLimit(services.clock, { burst: 1e9, perSecond: 1e9 });
  const staff = await makePerson(services, { role: "admin" });
  const student = await makePerson(services);
  return { realtime, staff, student, group: await makeGroup(staff.context, [student]) };
}

async function opened({ realtime, group }: Course, person: TestPerson): Promise<TestSocket> {
  const socket = await realtime.connect(person);
  await socket.identify(person);
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  await socket.next("Opened");
  return socket;
}

function say(
  socket: TestSocket,
  { student, group }: Course,
  content: string,
  messageId: string,
): void {
  socket.send({
    messageType: "ChatMessage",
    payload: { content, displayName: "" },
    meta: { conversationId: group, senderId: student.id, timestamp: "", messageId },
  });
}

test("[R2] a locked database is reported as busy, the event loop goes on, and a retry is stored once", async () => {
  const world = await course();
  const { services } = world.realtime;
  const socket = await opened(world, world.student);
  const other = new Database(databaseFile(services));
  other.run("begin immediate");
  say(socket, world, "through the lock", "locked-1");

  const refused = Promise.withResolvers<void>();
  socket.onFrame(({ messageType }) => messageType === "Refusal" && refused.resolve());
  const address = world.realtime.url.replace("ws:", "http:");
  const slowestMs = await slowestPulse(address, refused.promise);
  await services.db.get`select 1`;
  const refusal = await socket.next("Refusal");
  expect(refusal.payload).toMatchObject({ code: "busy", retry: true });
  expect(refusal.meta.messageId).toBe("locked-1");
  // Far below the five seconds for which a blocking wait would freeze the loop.
  expect(slowestMs).toBeLessThan(2_500);

  other.run("rollback");
  other.close();
  say(socket, world, "through the lock", "locked-1");
  const ack = await socket.next("Ack");
  const rows = await services.db.all`select id from messages where client_id = ${"locked-1"}`;
  expect(rows).toEqual([{ id: ack.meta.messageId }]);
});

/** Whichever of the two comes next. */
function answer(socket: TestSocket): Promise<"Ack" | "Refusal"> {
  return new Promise((resolve) => {
    socket.onFrame(({ messageType }) => {
      if (messageType === "Ack" || messageType === "Refusal") resolve(messageType);
    });
  });
}

interface SmallDisk {
  world: Course;
  grow(): Promise<unknown>;
}

/** A disk of three megabytes or, without the right to mount one, a database with a size limit. */
async function smallDisk(): Promise<SmallDisk> {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-full-"));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  if (mayMount) {
    const disk = mountDisk(folder, "size=3m");
    cleanUps.push(disk.unmount);
    const world = await course({ instanceDir: folder });
    return { world, grow: async () => disk.remount("size=24m") };
  }
  const world = await course({ instanceDir: folder });
  const { db } = world.realtime.services;
  await db.transaction((tx) => tx.get`pragma max_page_count = 120`);
  return { world, grow: () => db.transaction((tx) => tx.get`pragma max_page_count = 100000`) };
}

test("[R2] a full disk is reported as such, reads go on, and writes resume with free space", async () => {
  const { world, grow } = await smallDisk();
  const { services } = world.realtime;
  const socket = await opened(world, world.student);
  let sent = 0;
  const fill = () => {
    sent += 1;
    const next = answer(socket);
    say(socket, world, "x".repeat(4_000), `fill-${sent}`);
    return next;
  };
  while ((await fill()) === "Ack") expect(sent).toBeLessThan(2_000);
  const refusal = socket.frames.findLast(({ messageType }) => messageType === "Refusal");
  expect(refusal?.payload).toMatchObject({ code: "storage_full", retry: true });

  const { context } = world.staff;
  const read = await readHistory(context, { conversationId: world.group });
  expect(read.length).toBeGreaterThan(0);
  const refused = await services.db.get`select 1 from messages where client_id = ${`fill-${sent}`}`;
  expect(refused).toBeUndefined();

  await grow();
  await sendMessage(context, { conversationId: world.group, content: "room again" });
  const check = await services.db.get<{ integrity_check: string }>`pragma integrity_check`;
  expect(check?.integrity_check).toBe("ok");
});

test("[L3] a reader who stops reading is disconnected, resumes with everything, and delays nobody", async () => {
  const world = await course();
  const { realtime, staff, student, group } = world;
  const quick = await opened(world, staff);
  const epoch = (await (await realtime.connect(student)).identify(student)).payload.epoch;
  const before = realtime.server.connectionCount();
  const reading = Promise.withResolvers<void>();
  const stuck = await connectWire({
    port: realtime.server.port,
    headers: { Cookie: student.cookie },
    onFrame: (_client, payload) => {
      if (new TextDecoder().decode(payload).includes('"Opened"')) reading.resolve();
    },
  });
  cleanUps.push(() => stuck.close());
  stuck.send(
    JSON.stringify({
      messageType: "IdMessage",
      senderId: student.id,
      convId: "",
      timestamp: "",
      protocol: 1,
    }),
  );
  stuck.send(JSON.stringify({ messageType: "Open", payload: {}, meta: { conversationId: group } }));
  await reading.promise;
  expect(realtime.server.connectionCount()).toBe(before + 1);

  stuck.pause();
  let posted = 0;
  while (realtime.server.connectionCount() > before) {
    posted += 1;
    await sendMessage(staff.context, {
      conversationId: group,
      content: `${posted} ${"y".repeat(7_900)}`,
    });
    await quick.next("ChatMessage");
    expect(posted).toBeLessThan(5_000);
  }
  const again = await realtime.connect(student);
  await again.identify(student);
  const head = posted + 2;
  const open = (seq: number) =>
    again.send({ messageType: "Open", payload: {}, meta: { conversationId: group, seq, epoch } });
  open(2);
  expect((await again.next("Opened")).payload.reload).toBe(true);
  const seq = head - 50;
  open(seq);
  await again.next("ChatMessage", ({ meta }) => meta.seq === head);
  const seqs = again.frames.flatMap((frame) =>
    frame.messageType === "ChatMessage" ? [frame.meta.seq] : [],
  );
  expect(seqs).toEqual(Array.from({ length: 50 }, (_, index) => seq + 1 + index));
});

test("[L4] a peer that vanished is noticed within 45 seconds", async () => {
  const clock = new FakeClock();
  const world = await course({ clock });
  const gone = await connectWire({
    port: world.realtime.server.port,
    headers: { Cookie: world.student.cookie },
    onFrame: () => {},
  });
  cleanUps.push(() => gone.close());
  gone.send(
    JSON.stringify({
      messageType: "IdMessage",
      senderId: world.student.id,
      convId: world.group,
      timestamp: "",
    }),
  );
  const alive = await opened(world, world.staff);
  expect(world.realtime.server.connectionCount()).toBe(2);
  // The wire client answers no pings; the browser's socket does, and sends something from time to
  // time.
  for (let seconds = 0; seconds < 45; seconds += 5) {
    await clock.advance(5_000);
    await alive.settle();
  }
  expect(world.realtime.server.connectionCount()).toBe(1);
  expect(limits.silenceMs).toBeLessThan(45_000);
});

test("[C5] a socket that does not identify itself is closed", async () => {
  const clock = new FakeClock();
  const world = await course({ clock });
  const silent = await world.realtime.connect(world.student);
  await clock.advance(limits.identifyMs + 6_000);
  expect((await silent.closed).code).toBe(4001);
});

test("[D4] a clock that jumps by a day, either way, changes neither order nor delivery", async () => {
  const clock = new FakeClock();
  let offset = 0;
  const jumping = {
    now: () => clock.now() + offset,
    monotonic: () => clock.monotonic(),
    after: (ms: number, callback: () => void) => clock.after(ms, callback),
  };
  const world = await course({ clock: jumping });
  const socket = await opened(world, world.staff);
  for (const jump of [0, 3_600_000, -3_600_000, 86_400_000, -86_400_000]) {
    offset = jump;
    await sendMessage(world.student.context, {
      conversationId: world.group,
      content: `jumped ${jump}`,
    });
    await socket.next("ChatMessage", ({ payload }) => payload.content === `jumped ${jump}`);
  }
  const read = await readHistory(world.staff.context, { conversationId: world.group });
  expect(read.map(({ seq }) => seq)).toEqual([3, 4, 5, 6, 7]);
});
