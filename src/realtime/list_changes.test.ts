import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { updateGroup } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import type { Queries } from "#storage/database.ts";
import { messageIn, posted } from "#tests/support/events.ts";
import { until } from "#tests/support/patience.ts";
import { makePerson, type TestPerson, unhurried } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import { identifiedSocket, type RecordedSocket } from "#tests/support/recorded_socket.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { Holds } from "./holds.ts";
import { ListChanges } from "./list_changes.ts";
import { Roster } from "./roster.ts";
import { topics } from "./topics.ts";

let services: TestServices;
let boss: TestPerson;
let ada: TestPerson;
let bob: TestPerson;
let group: string;
let roster: Roster;
let holds: Holds;
let lists: ListChanges;
let reads: number;
let failures: unknown[];
/** Runs after the next read, before its result is known. */
let meanwhile: (() => unknown) | undefined;

beforeAll(async () => {
  services = testServices();
  boss = await makePerson(services, { role: "admin" });
  ada = await makePerson(services);
  bob = await makePerson(services);
  group = await makeGroup(boss.context, [ada, bob]);
});
afterAll(() => services.dispose());

beforeEach(() => {
  reads = 0;
  failures = [];
  meanwhile = undefined;
  roster = new Roster();
  holds = new Holds();
  const db: TestServices["db"] = {
    ...services.db,
    async all<Row>(...query: Parameters<Queries["all"]>) {
      reads += 1;
      const rows = await services.db.all<Row>(...query);
      const act = meanwhile;
      meanwhile = undefined;
      await act?.();
      return rows;
    },
  };
  lists = new ListChanges({ db, roster, holds, failed: (error) => failures.push(error) });
});

const member = ({ actor }: TestPerson, dialect: "current" | "original" = "current") =>
  identifiedSocket(roster, actor, { dialect, roles: { [group]: "member" } });
const changed = (...people: TestPerson[]) => {
  for (const { id } of people) lists.changed(roster.get(id)!, group);
};
/** Resolves when no list is being read. */
const settled = () => services.db.transaction((tx) => tx.get`select 1`);
const listed = ({ frames }: RecordedSocket) =>
  frames.flatMap((frame) =>
    frame.messageType === "ConversationListed" ? [frame.payload.conversation] : [],
  );

test("everyone whom a change concerns gets their own entry, from one read", async () => {
  const [adas, bobs] = [member(ada), member(bob)];
  const [phone, original] = [member(ada), member(ada, "original")];
  const staff = identifiedSocket(roster, boss.actor);
  phone.connection.addOpen(group);
  changed(ada, bob, boss, ada);
  await settled();
  expect(reads).toBe(1);
  for (const socket of [adas, bobs, phone]) {
    expect(listed(socket)).toMatchObject([{ id: group, memberRole: "member" }]);
  }
  expect(listed(staff)).toMatchObject([{ id: group, memberRole: "owner" }]);
  expect(original.frames).toEqual([]);
  const counting = [adas, bobs, phone, original, staff].map((socket) => [...socket.topics]);
  expect(counting).toEqual([[topics.passive(group)], [topics.passive(group)], [], [], []]);
});

test("changes during a read are read together after it, so that an older entry never follows a newer one", async () => {
  const [adas, bobs] = [member(ada), member(bob)];
  let readsMeanwhile = 0;
  meanwhile = async () => {
    await updateGroup(boss.context, group, { name: "Renamed meanwhile", description: "" });
    changed(ada);
    changed(bob);
    await services.db.all`select 1`;
    readsMeanwhile = reads;
  };
  changed(ada);
  await until(async () => listed(bobs).length === 1, "the entry for the second member");
  expect([readsMeanwhile, reads]).toEqual([1, 2]);
  expect(listed(adas).map(({ name }) => name)).toEqual(["A group", "Renamed meanwhile"]);
  changed(ada);
  await settled();
  expect(listed(adas)).toHaveLength(3);
});

test("a member who is removed during the read is sent nothing of it", async () => {
  const [adas, bobs] = [member(ada), member(bob)];
  meanwhile = () => roster.dropRole(roster.get(ada.id)!, group);
  changed(ada, bob);
  await settled();
  expect([listed(adas).length, listed(bobs).length]).toEqual([0, 1]);
  expect(adas.topics.size).toBe(0);
});

test("members of a conversation that is gone are told that it is", async () => {
  const gone = "c0000000-0000-0000-0000-000000000404";
  const { frames, connection } = identifiedSocket(roster, ada.actor, {
    roles: { [gone]: "member" },
  });
  connection.subscribe(topics.passive(gone));
  lists.changed(roster.get(ada.id)!, gone);
  await settled();
  expect(frames.map(({ messageType }) => messageType)).toEqual(["ConversationUnlisted"]);
  expect(roster.get(ada.id)?.isMemberOf(gone)).toBe(false);
});

test("messages that arrive during the read are counted after the entry, unless it has them already", async () => {
  const { seq } = await sendMessage(unhurried(boss.context), {
    conversationId: group,
    content: "1",
  });
  const [closed, open] = [member(ada), member(ada)];
  const staff = identifiedSocket(roster, { ...boss.actor, id: "another of the staff" });
  open.connection.addOpen(group);
  meanwhile = () => {
    for (const next of [seq, seq + 1, seq + 2]) holds.add(posted(group, next));
    holds.add({
      messageType: "MessageEdited",
      payload: { message: messageIn(group, seq) },
      meta: { conversationId: group, seq: seq + 3, timestamp: "" },
    });
  };
  changed(ada);
  lists.changed(roster.get("another of the staff")!, group);
  await settled();
  const seqs = ({ frames }: RecordedSocket) =>
    frames.map(({ messageType, meta }) => [messageType, "seq" in meta ? meta.seq : undefined]);
  expect(seqs(closed)).toEqual([
    ["ConversationListed", undefined],
    ["Counter", seq + 1],
    ["Counter", seq + 2],
  ]);
  expect(seqs(open)).toEqual([["ConversationListed", undefined]]);
  expect(staff.frames.filter(({ messageType }) => messageType === "Counter")).toEqual([]);
});

test("a read that fails is reported, and the next change is sent", async () => {
  const socket = member(ada);
  meanwhile = () => Promise.reject(new Error("the disk hiccups"));
  changed(ada);
  await settled();
  expect([failures, listed(socket)]).toEqual([[new Error("the disk hiccups")], []]);
  changed(ada);
  await settled();
  expect([failures.length, listed(socket).length]).toEqual([1, 1]);
});
