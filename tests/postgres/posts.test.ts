/** Posts that wait together are one statement, which is asked after the lock, and can fail alone. */
import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "#kit/config.ts";
import type { Services } from "#core/context.ts";
import { createGroup } from "#core/groups/groups.ts";
import { openServices } from "#core/instance/open_services.ts";
import { sendMessage } from "#core/messages/messages.ts";
import type { Database } from "#storage/database.ts";
import { deleteMembers } from "#storage/members.ts";
import { openPostgres } from "#storage/postgres/postgres.ts";
import { testMs } from "#tests/support/patience.ts";
import { makePerson, type TestPerson, unhurried } from "#tests/support/people.ts";
import { asked, emptyDatabase } from "./empty_database.ts";
import { held, someoneWaits } from "./waiting.ts";

setDefaultTimeout(testMs);

let url: URL;
let folder: string;
let services: Services;
let other: Database;
let ada: TestPerson;
let group: string;
beforeEach(async () => {
  url = await emptyDatabase();
  folder = mkdtempSync(join(tmpdir(), "team-chat-posts-"));
  const settings = { INSTANCE_DIR: folder, DATABASE_URL: url.href, LOG_LEVEL: "error" };
  services = await openServices(readConfig(settings), { process: "test" });
  other = openPostgres({ url });
  const admin = await makePerson(services, { role: "admin" });
  ada = await makePerson(services);
  const members = [{ userId: ada.id }];
  group = (await createGroup(admin.context, { name: "One", description: "", members })).id;
});
afterEach(() => {
  other.close();
  services.db.close();
  rmSync(folder, { recursive: true, force: true });
});

const send = (content: string, clientId?: string) =>
  sendMessage(unhurried(ada.context), { conversationId: group, content, clientId });
/** Rows of the same command of the same transaction were written by one statement. */
const statements = () =>
  asked<{ posts: number }>(
    url,
    `select cast(count(*) as integer) as posts from messages
     group by xmin, cmin order by min(seq)`,
  );

test("a removed author's post that waited behind the removal is refused, ten times of ten", async () => {
  const key = { conversationId: group, userId: ada.id };
  for (let round = 0; round < 10; round++) {
    await other.transaction(
      (tx) => tx.run`
        insert into conversation_members (conversation_id, user_id, role, joined_at)
        values (${group}, ${ada.id}, 'member', '') on conflict do nothing`,
    );
    await send(`member ${round}`);
    const removal = held();
    const removed = other.transaction(async (tx) => {
      await deleteMembers(tx, key.conversationId, [key.userId]);
      await removal.hold();
    });
    await removal.begun;
    const posts = Promise.allSettled([send(`late ${round}`), send(`later ${round}`)]);
    await someoneWaits(url);
    removal.letGo();
    await removed;
    const refused = { status: "rejected", reason: { code: "not_found" } };
    expect(await posts).toMatchObject([refused, refused]);
  }
  expect(await other.all`select content from messages where content like 'late%'`).toEqual([]);
});

test("posts that wait together are one statement, in their order", async () => {
  const sent = await Promise.all(Array.from({ length: 100 }, (_, index) => send(`${index}`)));
  expect(sent.map(({ seq }) => seq)).toEqual(sent.map((_, index) => sent[0]!.seq + index));
  const events = await other.all<{ content: string }>`
    select content from events join messages on messages.id = message_id order by events.id`;
  expect(events.map(({ content }) => content)).toEqual(sent.map(({ content }) => content));
  expect(await statements()).toEqual([{ posts: 100 }]);
});

test("a message that is sent again does not split the others", async () => {
  const [stored] = await Promise.all([send("stored", "1"), send("too", "2")]);
  const again = await Promise.all([
    send("new"),
    send("stored", "1"),
    send("twice", "3"),
    send("twice", "3"),
    send("newer"),
  ]);
  expect(again[1]).toEqual(stored);
  expect(again[3]).toEqual(again[2]);
  expect(await statements()).toEqual([{ posts: 2 }, { posts: 3 }]);
});

test("other transactions between posts keep their turn, and one that fails undoes itself alone", async () => {
  const counted = (tx: Pick<Database, "get">) =>
    tx.get`select message_count as count from conversations where id = ${group}`;
  const outcomes = await Promise.allSettled([
    send("one"),
    send("two"),
    services.db.transaction(counted),
    services.db.transaction(async (tx) => {
      await tx.run`delete from messages`;
      await tx.run`insert into messages (id) values ('incomplete')`;
    }),
    send("three"),
  ]);
  expect(outcomes).toMatchObject([
    { value: { content: "one" } },
    { value: { content: "two" } },
    { value: { count: 2 } },
    { status: "rejected" },
    { value: { content: "three" } },
  ]);
  expect(await statements()).toEqual([{ posts: 2 }, { posts: 1 }]);
});

test("a post that makes the statement fail is refused, and the others are stored one by one", async () => {
  const bad = {
    id: "bad",
    conversationId: group,
    senderId: ada.id,
    sessionId: ada.actor.sessionId,
    content: "a\0b",
    sentFromClient: "",
    sentFromServer: new Date().toISOString(),
    clientId: null,
    rulesMark: "",
  };
  const result = () => expect.unreachable();
  const refused = new Error("cannot be stored");
  const [before, failed, after] = await Promise.allSettled([
    send("before"),
    services.db.transaction(
      () => Promise.reject(refused),
      () => ({ post: bad, result }),
    ),
    send("after"),
  ]);
  expect([before, after]).toMatchObject([
    { value: { content: "before" } },
    { value: { content: "after" } },
  ]);
  expect(failed).toMatchObject({ reason: refused });
  expect(await statements()).toEqual([{ posts: 1 }, { posts: 1 }]);
});
