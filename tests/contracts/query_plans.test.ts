import { Database as Connection } from "bun:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Context, Services } from "#core/context.ts";
import { arrivalOfCookie } from "#core/groups/arrival.ts";
import { listGroups } from "#core/groups/groups.ts";
import { createCourse } from "#demo/course.ts";
import { readConversationLog, readLog } from "#core/log/read.ts";
import { addMembers, listMembers, markRead } from "#core/groups/members.ts";
import { readHistory } from "#core/messages/history.ts";
import { editMessage, sendMessage, removeMessage } from "#core/messages/messages.ts";
import {
  accountOfCookie,
  accountOfSession,
  accountOfToken,
  startSession,
} from "#core/identity/sessions.ts";
import { describePerson, openPerson } from "#core/people/known_people.ts";
import { signIn } from "#core/identity/sign_in.ts";
import type { Database, Queries, Value } from "#storage/database.ts";
import { positionOfId } from "#storage/log_position.ts";
import { statementText } from "#storage/sqlite/statements.ts";
import { membershipsOf } from "#storage/members.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { databaseFile, type TestServices, testServices } from "#tests/support/services.ts";

let services: TestServices;
let student: TestPerson;
let group: string;
let staff: TestPerson;
/** Another member of the group, with a namesake there. */
let fellow: string;
let connection: Connection;
beforeAll(async () => {
  services = testServices();
  const size = { students: 30, groups: 8, messages: 2_000, seed: 1 };
  const { example } = await createCourse(services, size, () => {});
  const row = await services.db.get<{ id: string }>`select id from users where email = ${example}`;
  const person = await makePerson(services);
  const { id: sessionId, token } = await startSession(services, { userId: row!.id, device: "d" });
  const actor = { ...person.actor, id: row!.id, sessionId };
  student = { ...person, id: row!.id, actor, context: { ...services, actor }, cookie: token };
  const [first] = await membershipsOf(services.db, student.id);
  group = first!.conversationId;
  staff = await makePerson(services, { role: "admin" });
  const members = await listMembers(student.context, group);
  ({ userId: fellow } = members.find(({ userId }) => userId !== student.id)!);
  const { name } = members.find(({ userId }) => userId === fellow)!;
  const namesake = await makePerson(services, { name });
  await addMembers(staff.context, group, [{ userId: namesake.id }]);
  connection = new Connection(databaseFile(services), { readonly: true });
});
afterAll(() => {
  connection.close();
  services.dispose();
});

/** Runs a function on a database that records every query, and returns the query plans. */
async function plansOf(
  act: (context: Context) => Promise<unknown>,
): Promise<Map<string, string[]>> {
  const noted = new Set<string>();
  const db = noting(services.db, noted);
  const own: Services = { ...services, db };
  await act({ ...own, actor: student.actor });
  expect(noted.size).toBeGreaterThan(0);
  return new Map([...noted].map((sql) => [sql, planOf(sql)]));
}

function planOf(sql: string): string[] {
  const rows = connection
    .query<{ detail: string }, null[]>(`explain query plan ${sql}`)
    .all(...Array.from({ length: sql.split("?").length - 1 }, () => null));
  return rows.map(({ detail }) => detail);
}

function noting(db: Database, noted: Set<string>): Database {
  return {
    ...notingQueries(db, noted),
    transaction: (work) => db.transaction((tx) => work(notingQueries(tx, noted))),
    watchLog: () => () => {},
    snapshot: (work) => db.snapshot((queries) => work(notingQueries(queries, noted))),
    now: () => Promise.resolve(0),
    isInPlace: () => true,
    close: () => {},
  };
}

function notingQueries(queries: Queries, noted: Set<string>): Queries {
  const note = (text: TemplateStringsArray, values: Value[]) => {
    const sql = statementText(text, values);
    noted.add(sql.replace(/\s+/g, " ").trim());
  };
  return {
    all: (text, ...values) => (note(text, values), queries.all(text, ...values)),
    get: (text, ...values) => (note(text, values), queries.get(text, ...values)),
    run: (text, ...values) => (note(text, values), queries.run(text, ...values)),
  };
}

/** Steps that scan a whole table; scanning the result of another step does not count. */
function tableScans(plan: string[]): string[] {
  return plan.filter((step) => {
    const name = /^SCAN (\S+)/.exec(step)?.[1];
    return (
      name !== undefined &&
      // One row of values, such as the viewer.
      step !== "SCAN CONSTANT ROW" &&
      // An index of what waits now, up to a hundred rows of it.
      !step.endsWith("held_messages_waiting") &&
      !plan.some((other) => /^(MATERIALIZE|CO-ROUTINE) /.test(other) && other.endsWith(` ${name}`))
    );
  });
}

describe("no frequent query scans a whole table:", () => {
  const paths: [string, (context: Context) => Promise<unknown>][] = [
    ["a page of history", (context) => readHistory(context, { conversationId: group })],
    [
      "an older page of history",
      (context) => readHistory(context, { conversationId: group, beforeSeq: 40 }),
    ],
    ["the list of conversations with what is unread", listGroups],
    ["who is in a conversation", (context) => listMembers(context, group)],
    ["what is known about a person", (context) => describePerson(context, fellow)],
    [
      "what staff know about a person, and that they looked",
      (context) => openPerson({ ...context, actor: staff.actor }, fellow),
    ],
    [
      "posting a message, editing and removing it",
      async (context) => {
        const clientId = "client-id";
        const posted = await sendMessage(context, {
          conversationId: group,
          content: "Hi",
          clientId,
        });
        await sendMessage(context, { conversationId: group, content: "Hi", clientId });
        await editMessage(context, { conversationId: group, messageId: posted.id, content: "Ho" });
        await removeMessage(context, { conversationId: group, messageId: posted.id });
      },
    ],
    [
      "moving the reading position",
      (context) => markRead(context, { conversationId: group, seq: 30 }),
    ],
    ["the end of the log", ({ db }) => readLog(db, { after: positionOfId(1_000), limit: 100 })],
    [
      "what a client missed",
      ({ db }) => readConversationLog(db, { conversationId: group, afterSeq: 10, upToSeq: 110 }),
    ],
    ["whose cookie it is, with the list", (context) => arrivalOfCookie(context, student.cookie)],
    ["whose cookie it is", (context) => accountOfCookie(context, student.cookie)],
    ["whose session it is", (context) => accountOfSession(context, student.actor.sessionId)],
    ["what a socket subscribes to", ({ db }) => membershipsOf(db, student.id)],
    [
      "signing in",
      (context) =>
        signIn(context, { email: "test@test.com", password: "test", address: "192.0.2.1" }),
    ],
  ];
  for (const [what, act] of paths) {
    test(what, async () => {
      for (const [sql, plan] of await plansOf(act)) {
        const scans = tableScans(plan);
        expect({ sql, scans }).toEqual({ sql, scans: [] });
      }
    });
  }

  test("the owner of a token", async () => {
    const person = await makePerson(services);
    const plans = await plansOf((context) => accountOfToken(context, person.token));
    expect([...plans.values()].flatMap(tableScans)).toEqual([]);
  });

  test("and a scan would be noticed", async () => {
    const plans = await plansOf(
      ({ db }) => db.all`select id from messages where content like ${"%x%"}`,
    );
    expect([...plans.values()].flatMap(tableScans)).toEqual(["SCAN messages"]);
  });
});

test("no statement is planned again for another value", async () => {
  const plans = await plansOf((context) => accountOfSession(context, student.actor.sessionId));
  for (const sql of plans.keys()) {
    expect(sql).toContain("= +?");
    expect(sql.replaceAll("+?", "")).not.toContain("?");
  }
});
