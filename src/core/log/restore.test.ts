import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { eventsAfter, type NewEvent, insertEvent } from "#storage/events.ts";
import { logStart, positionText } from "#storage/log_position.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { problemOfRow, restoreEntries } from "./restore.ts";
import type { Unreadable } from "./unreadable.ts";

let services: TestServices;
let member: TestPerson;
let conversationId: string;
beforeEach(async () => {
  services = testServices();
  const { context } = await makePerson(services, { role: "admin" });
  member = await makePerson(services, { name: "Mira" });
  conversationId = await makeGroup(context, [member]);
});
afterEach(() => services.dispose());

const at = "2026-11-02T08:00:00.000Z";
const empty = { conversationId: null, seq: null, userId: null, messageId: null, data: null, at };

/** Stores a row and reads it back as an entry, with the reason if it cannot be read. */
async function restored(event: Partial<NewEvent> & { kind: string }) {
  const position = await services.db.transaction((tx) => insertEvent(tx, { ...empty, ...event }));
  const rows = await eventsAfter(services.db, { after: logStart, limit: 1_000 });
  const row = rows.find((one) => positionText(one.position) === positionText(position))!;
  const reports: Unreadable[] = [];
  const [entry] = await restoreEntries(services.db, [row], {
    report: (found) => reports.push(found),
  });
  return { entry, why: reports.map(({ why }) => why), problem: problemOfRow(row) };
}

describe("an entry that cannot be read is reported, and changes nothing:", () => {
  test("one of a group that has no seq", async () => {
    const { entry, why, problem } = await restored({ conversationId, kind: "ConversationDeleted" });
    expect(entry).toMatchObject({ scope: "unreadable" });
    expect(why).toEqual(["has no seq"]);
    expect(problem).toBe("has no seq");
  });

  test("one about neither a group nor a person, of an unknown kind", async () => {
    const { entry, why, problem } = await restored({ kind: "of_tomorrow" });
    expect(entry).toMatchObject({ scope: "unreadable" });
    expect(why).toEqual(["is of an unknown kind, of_tomorrow"]);
    expect(problem).toBe(why[0]);
  });

  test.each(["MessageEdited", "ChatMessage"])("a %s that names no message", async (kind) => {
    const { entry, why, problem } = await restored({ conversationId, seq: 99, kind });
    expect(entry).toMatchObject({
      scope: "conversation",
      frame: { messageType: "Skipped", meta: { conversationId, seq: 99 } },
    });
    expect(why).toEqual(["has data that cannot be read"]);
    expect(problem).toBe(why[0]);
  });

  test("a new member that its data does not name", async () => {
    const broken = { conversationId, seq: 99, kind: "MemberAdded", data: '{"role":"member"}' };
    const { entry, why } = await restored(broken);
    expect(entry).toMatchObject({ frame: { messageType: "Skipped" } });
    expect(why).toEqual(["has data that cannot be read"]);
  });
});

test("an entry that can be read is not reported, and shows people as they are now", async () => {
  const data = JSON.stringify({ userId: member.id, role: "member" });
  const { entry, why, problem } = await restored({
    conversationId,
    seq: 99,
    kind: "MemberAdded",
    data,
  });
  expect(entry).toMatchObject({
    scope: "conversation",
    frame: { messageType: "MemberAdded", payload: { member: { userId: member.id, name: "Mira" } } },
  });
  expect(why).toEqual([]);
  expect(problem).toBeUndefined();
});
