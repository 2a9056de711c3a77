/** Opening while others write: every read takes so long that another write happens meanwhile. */
import { afterEach, expect, setDefaultTimeout, test } from "bun:test";
import { isDeepStrictEqual } from "node:util";
import { editPerson } from "#core/people/manage_people.ts";
import { addMembers, removeFromGroup } from "#core/groups/members.ts";
import { deleteGroup } from "#core/groups/bin.ts";
import { sendMessage } from "#core/messages/messages.ts";
import type { Context } from "#core/context.ts";
import { RateLimit } from "#core/rates.ts";
import type { Database } from "#storage/database.ts";
import { aroundReads } from "#tests/support/around_reads.ts";
import { testMs, until } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import {
  makeGroup,
  startTestRealtime,
  type TestRealtime,
  type TestSocket,
} from "#tests/support/realtime.ts";
import { appendedKinds } from "#tests/support/services.ts";

setDefaultTimeout(testMs);

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

/** Reads that end after the next write, and a writer who never stops. */
class BusyDatabase {
  reads: string[] = [];
  #writing: Promise<void> | undefined;
  #stopped = false;
  #written = Promise.withResolvers<void>();
  #raw: Database | undefined;
  #begun = Promise.withResolvers<void>();

  around = (db: Database): Database => {
    this.#raw = db;
    const slow = async <T>(text: TemplateStringsArray, rows: Promise<T>): Promise<T> => {
      // Reads by the tail, the checks of sessions and the choice of a course are not a client's.
      const isOthers = /where (id >|m\.id in|s\.id =)|from courses/.test(text.join(""));
      if (!this.#writing || this.#stopped || isOthers) return rows;
      this.reads.push(text.join("?"));
      const result = await rows;
      this.#begun.resolve();
      // The writer may have stopped while the rows were on their way.
      if (!this.#stopped) await this.#written.promise;
      return result;
    };
    return aroundReads(db, (queries) => ({
      all: (text, ...values) => slow(text, queries.all(text, ...values)),
      get: (text, ...values) => slow(text, queries.get(text, ...values)),
    }));
  };

  write(context: Context, conversationId: string): void {
    const { clock } = context;
    const messages = new RateLimit(clock, { burst: 1e9, perSecond: 1e9 });
    const own = { ...context, db: this.#raw!, rates: { ...context.rates, messages } };
    this.reads = [];
    this.#stopped = false;
    this.#writing = this.#writeOn(own, conversationId);
  }

  /** Reads wait until `stop`. @returns a promise of the first of them */
  pause(): { reading: Promise<void> } {
    this.#stopped = false;
    this.#writing = Promise.resolve();
    this.#begun = Promise.withResolvers();
    return { reading: this.#begun.promise };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#writing;
    this.#written.resolve();
    this.#written = Promise.withResolvers();
    this.#writing = undefined;
  }

  async #writeOn(context: Context, conversationId: string): Promise<void> {
    while (!this.#stopped) {
      await sendMessage(context, { conversationId, content: "meanwhile" });
      this.#written.resolve();
      this.#written = Promise.withResolvers();
    }
  }
}

interface World {
  busy: BusyDatabase;
  realtime: TestRealtime;
  boss: TestPerson;
}

async function world(): Promise<World> {
  const busy = new BusyDatabase();
  const realtime = await startTestRealtime({ around: busy.around });
  ended.push(async () => {
    await busy.stop();
    await realtime.stop();
  });
  const boss = await makePerson(realtime.services, { role: "admin" });
  return { busy, realtime, boss };
}

const open = (socket: TestSocket, conversationId: string, epoch: string) =>
  socket.send({ messageType: "Open", payload: {}, meta: { conversationId, seq: 0, epoch } });

const seqsOf = ({ frames }: TestSocket, conversationId: string) =>
  frames.flatMap(({ messageType, meta }) =>
    (messageType === "ChatMessage" || messageType.startsWith("Member")) &&
    "seq" in meta &&
    "conversationId" in meta &&
    meta.conversationId === conversationId
      ? [meta.seq]
      : [],
  );

async function socketsOf(realtime: TestRealtime, people: TestPerson[], each: number) {
  const owners = people.flatMap((person) => Array.from({ length: each }, () => person));
  return Promise.all(
    owners.map(async (person) => ({ person, socket: await realtime.connect(person) })),
  );
}

test("[I3] [O2] a thousand clients identify and open while others write elsewhere, with one read each and few that they share", async () => {
  const { busy, realtime, boss } = await world();
  const people = await Promise.all(Array.from({ length: 25 }, () => makePerson(realtime.services)));
  const group = await makeGroup(boss.context, people);
  const elsewhere = await makeGroup(boss.context, []);
  await sendMessage(boss.context, { conversationId: group, content: "before" });
  const clients = await socketsOf(realtime, people, 40);
  expect(clients.length).toBe(1_000);

  busy.write(boss.context, elsewhere);
  const welcomes = await Promise.all(clients.map(({ person, socket }) => socket.identify(person)));
  // The lists, and the newest message of the group, which all of them show.
  expect(busy.reads.length).toBeGreaterThan(clients.length);
  expect(busy.reads.length).toBeLessThan(clients.length + 10);
  await busy.stop();

  busy.write(boss.context, elsewhere);
  const { epoch } = welcomes[0]!.payload;
  for (const { socket } of clients) open(socket, group, epoch);
  await Promise.all(clients.map(({ socket }) => socket.next("Opened")));
  // The messages, the other events, and the names of the 26 members they are about: read again only
  // after a second.
  expect(busy.reads.length % 3).toBe(0);
  expect(busy.reads.length).toBeLessThan(clients.length / 10);
  for (const { socket } of clients.slice(0, 5)) {
    await socket.settle();
    expect(seqsOf(socket, group)).toEqual(Array.from({ length: 27 }, (_, index) => index + 1));
  }
});

test("[O2] [E1] users who open a group while others write in it get each event once, in order", async () => {
  const { busy, realtime, boss } = await world();
  const people = await Promise.all(Array.from({ length: 5 }, () => makePerson(realtime.services)));
  const group = await makeGroup(boss.context, people);
  const clients = await socketsOf(realtime, people, 10);
  busy.write(boss.context, group);
  const welcomes = await Promise.all(clients.map(({ person, socket }) => socket.identify(person)));
  busy.reads = [];
  for (const { socket } of clients) open(socket, group, welcomes[0]!.payload.epoch);
  const opened = await Promise.all(clients.map(({ socket }) => socket.next("Opened")));
  expect(opened.map(({ payload }) => payload.reload)).not.toContain(true);
  // Opened again, while it is already open.
  for (const { socket } of clients.slice(0, 10)) {
    const from = Math.max(...seqsOf(socket, group));
    socket.frames.length = 0;
    const meta = { conversationId: group, seq: from, epoch: welcomes[0]!.payload.epoch };
    socket.send({ messageType: "Open", payload: {}, meta });
    await socket.next("Opened");
  }
  await busy.stop();
  const last = await sendMessage(boss.context, { conversationId: group, content: "the last" });
  await Promise.all(
    clients.map(({ socket }) => socket.next("ChatMessage", ({ meta }) => meta.seq === last.seq)),
  );
  for (const { socket } of clients.slice(10)) {
    expect(seqsOf(socket, group)).toEqual(Array.from({ length: last.seq }, (_, i) => i + 1));
  }
});

test("[E2] a user removed while opening a group receives nothing of it, even when added again", async () => {
  const { busy, realtime, boss } = await world();
  const member = await makePerson(realtime.services);
  const group = await makeGroup(boss.context, [member]);
  const socket = await realtime.connect(member);
  const { payload } = await socket.identify(member);
  const { reading } = busy.pause();
  open(socket, group, payload.epoch);
  await reading;
  await removeFromGroup(boss.context, { conversationId: group, userId: member.id });
  await addMembers(boss.context, group, [{ userId: member.id }]);
  await busy.stop();
  await socket.next("ConversationUnlisted");
  await socket.next("ConversationListed");
  await socket.settle();
  await sendMessage(boss.context, { conversationId: group, content: "not open" });
  await socket.next("Counter", ({ meta }) => meta.conversationId === group);
  expect(socket.frames.map(({ messageType }) => messageType)).not.toContain("Opened");
  expect(seqsOf(socket, group)).toEqual([]);
});

test("[I4] [C4] changes to an account while it identifies have taken effect afterwards", async () => {
  const { busy, realtime, boss } = await world();
  const person = await makePerson(realtime.services);
  const old = await makeGroup(boss.context, [person], "Deleted meanwhile");
  const socket = await realtime.connect(person);
  const { reading } = busy.pause();
  const identified = socket.identify(person);
  await reading;
  const added = await makeGroup(boss.context, [person], "Added meanwhile");
  // The group is gone at once; what reads to erase it waits like all reads.
  const deleted = deleteGroup(boss.context, old);
  const isGone = async () => appendedKinds(realtime.services).includes("ConversationDeleted");
  await until(isGone, "the deletion");
  await editPerson(boss.context, person.id, { name: "Renamed meanwhile" });
  await busy.stop();
  await Promise.all([identified, deleted]);
  // List entries are read by themselves, and no answer waits for them.
  await until(async () => {
    await socket.settle();
    return isDeepStrictEqual(listIn(socket), [added]);
  }, "a list of the new group only");
});

/** The ids of the groups that the frames of a socket leave in its list. */
function listIn({ frames }: TestSocket): string[] {
  const ids = new Set<string>();
  for (const frame of frames) {
    if (frame.messageType === "Welcome") {
      ids.clear();
      for (const { id } of frame.payload.conversations) ids.add(id);
    }
    if (frame.messageType === "ConversationListed") ids.add(frame.meta.conversationId);
    if (frame.messageType === "ConversationUnlisted") ids.delete(frame.meta.conversationId);
  }
  return [...ids];
}
