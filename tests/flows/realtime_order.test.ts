/** Staff sort the groups: everyone sees their own in the new order, at once. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { createLocalBus } from "#bus/local.ts";
import { moveGroup, reorderGroups } from "#core/groups/group_order.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";

let realtime: TestRealtime;
let boss: TestPerson;
let student: TestPerson;
let own: string[];
let foreign: string;

beforeEach(async () => {
  realtime = await startTestRealtime();
  const { services } = realtime;
  boss = await makePerson(services, { role: "admin" });
  student = await makePerson(services);
  own = [
    await makeGroup(boss.context, [student], "One"),
    await makeGroup(boss.context, [student], "Two"),
  ];
  foreign = await makeGroup(boss.context, [], "Foreign");
});
afterEach(() => realtime.stop());

const inOrder = (positions: Record<string, number>) =>
  Object.keys(positions).toSorted((a, b) => positions[a]! - positions[b]!);

test("[E5] a student receives the positions of their own groups, and does not learn that others exist", async () => {
  const socket = await realtime.connect(student);
  await socket.identify(student);
  await moveGroup(boss.context, own[1]!, { before: own[0]! });
  const { payload } = await socket.next("ConversationsOrdered");
  expect(inOrder(payload.positions)).toEqual(own.toReversed());
});

test("[E5] staff receive the positions of all groups", async () => {
  const other = await makePerson(realtime.services, { role: "admin" });
  const socket = await realtime.connect(other);
  await socket.identify(other);
  await reorderGroups(boss.context, [foreign]);
  const { payload } = await socket.next("ConversationsOrdered");
  expect(inOrder(payload.positions)).toEqual([foreign, ...own]);
});

test("[E5] however fast the changes, the last positions sent are the current ones", async () => {
  const socket = await realtime.connect(student);
  await socket.identify(student);
  const moves = Array.from({ length: 21 }, (_, index) =>
    moveGroup(boss.context, own[index % 2 ? 0 : 1]!, { before: own[index % 2 ? 1 : 0]! }),
  );
  await Promise.all(moves);
  const last = own.toReversed();
  await socket.next("ConversationsOrdered", ({ payload }) => {
    return inOrder(payload.positions).join() === last.join();
  });
  await socket.settle();
  const told = socket.frames.filter(({ messageType }) => messageType === "ConversationsOrdered");
  expect(told.at(-1)).toMatchObject({ payload: { positions: { [own[1]!]: 1, [own[0]!]: 2 } } });
});

test("[E5] clients of another server receive them, too", async () => {
  const hub = createLocalBus();
  const { instanceDir } = realtime.services.config;
  const other = await startTestRealtime({ instanceDir, localBus: hub });
  const socket = await other.connect(student);
  await socket.identify(student);
  await moveGroup(boss.context, own[1]!, { step: "up" });
  expect(inOrder((await socket.next("ConversationsOrdered")).payload.positions)).toEqual(
    own.toReversed(),
  );
  await other.stop();
});
