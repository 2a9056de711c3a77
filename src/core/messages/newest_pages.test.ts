/** Newest pages that are kept in memory are those that the database has. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { limits } from "#wire/limits.ts";
import { countingReads } from "#tests/support/around_reads.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup } from "#tests/support/realtime.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { auditEntries } from "../audit/audit_reading.ts";
import { deleteGroup } from "../groups/bin.ts";
import { addMembers, removeFromGroup } from "../groups/members.ts";
import { updateProfile } from "../people/accounts.ts";
import { removePerson } from "../people/manage_people.ts";
import { readHistoryPage, readNewestPage } from "./history.ts";
import { editMessage, removeMessage, sendMessage } from "./messages.ts";
import { type HistoryPage, NewestPages } from "./newest_pages.ts";

let services: TestServices;
let admin: TestPerson;
let ada: TestPerson;
let ben: TestPerson;
let conversationId: string;
let reads = 0;

beforeEach(async () => {
  services = testServices({ around: countingReads(() => (reads += 1)) });
  admin = await makePerson(services, { role: "admin" });
  ada = await makePerson(services, { name: "Ada" });
  ben = await makePerson(services, { name: "Ben" });
  conversationId = await makeGroup(admin.context, [ada, ben], "One");
});
afterEach(() => services.dispose());

const post = (person: TestPerson, content: string) =>
  sendMessage(person.context, { conversationId, content });

/** Until the page is kept and was found to be of members. */
async function readTwice({ context }: TestPerson): Promise<void> {
  for (let i = 0; i < 2; i++) await readNewestPage(context, { conversationId });
}

/** What the newest page shows, which is the same as if nothing were kept, also the next time. */
async function shown({ context }: TestPerson): Promise<string[]> {
  const asked = async () => readNewestPage(context, { conversationId });
  const pages = [await asked(), await asked(), await asked()];
  const unkept = await readHistoryPage(context, { conversationId });
  expect(pages).toEqual([unkept, unkept, unkept]);
  return unkept.messages.map(({ view }) => `${view.senderName}: ${view.content}`);
}

async function readsOf({ context }: TestPerson): Promise<number> {
  reads = 0;
  await readNewestPage(context, { conversationId });
  return reads;
}

test("whoever may not see the group is not shown what others have read", async () => {
  await post(ada, "Hello");
  await readTwice(ada);
  const notFound = { code: "not_found" };
  const other = await makePerson(services);
  await expect(readNewestPage(other.context, { conversationId })).rejects.toMatchObject(notFound);
  expect(await shown(ben)).toEqual(["Ada: Hello"]);
  await removeFromGroup(admin.context, { conversationId, userId: ben.id });
  await expect(readNewestPage(ben.context, { conversationId })).rejects.toMatchObject(notFound);
  await deleteGroup(admin.context, conversationId);
  await expect(readNewestPage(ada.context, { conversationId })).rejects.toMatchObject(notFound);
});

test("staff's reading of a kept page is recorded", async () => {
  await post(ada, "Hello");
  await readTwice(ada);
  const other = await makePerson(services, { role: "admin", name: "Other" });
  await readNewestPage(other.context, { conversationId });
  const { entries } = await auditEntries(admin.context, 1);
  expect(entries).toMatchObject([
    {
      actorName: other.actor.name,
      verb: "conversation.read",
      conversation: { id: conversationId },
    },
  ]);
});

test("messages are read once for everyone until something happens in the group", async () => {
  await post(ada, "Hello");
  // The group, and its messages; then the group, and whether the writers are members.
  expect([await readsOf(ada), await readsOf(ben)]).toEqual([2, 2]);
  expect([await readsOf(ada), await readsOf(ben)]).toEqual([1, 1]);
  const pages = [ada, ben].map(({ context }) => readNewestPage(context, { conversationId }));
  const [first, second] = await Promise.all(pages);
  expect(first).toBe(second);
  await post(ben, "Hi");
  expect(await readsOf(ada)).toBeGreaterThan(1);
});

test("each change of a message is shown at once", async () => {
  const { id: own } = await post(ada, "Hello");
  const { id: reported } = await post(ben, "Rude");
  expect(await shown(ben)).toEqual(["Ada: Hello", "Ben: Rude"]);
  await editMessage(ada.context, { conversationId, messageId: own, content: "Good evening" });
  expect(await shown(ben)).toEqual(["Ada: Good evening", "Ben: Rude"]);
  await removeMessage(admin.context, { conversationId, messageId: reported, reason: "Rude" });
  expect(await shown(ada)).toEqual(["Ada: Good evening", "Ben: "]);
  await removeMessage(ada.context, { conversationId, messageId: own });
  expect(await shown(ben)).toEqual(["Ada: ", "Ben: "]);
  await post(ada, "Sorry");
  expect(await shown(ben)).toEqual(["Ada: ", "Ben: ", "Ada: Sorry"]);
});

test("what another process changes is shown at once", async () => {
  const { id: messageId } = await post(ada, "Hello");
  expect(await shown(ben)).toEqual(["Ada: Hello"]);
  const another = testServices({ instanceDir: services.config.instanceDir });
  try {
    const elsewhere = { ...another, actor: ada.context.actor };
    await editMessage(elsewhere, { conversationId, messageId, content: "Good evening" });
    expect(await shown(ben)).toEqual(["Ada: Good evening"]);
    await removeMessage(elsewhere, { conversationId, messageId });
    expect(await shown(ben)).toEqual(["Ada: "]);
  } finally {
    another.dispose();
  }
});

test("the name of a member, of one who has left and of one who comes back is the present one", async () => {
  await post(ada, "Hello");
  expect(await shown(ben)).toEqual(["Ada: Hello"]);
  await updateProfile(ada.context, { name: "Ada Lovelace" });
  expect(await shown(ben)).toEqual(["Ada Lovelace: Hello"]);
  await removeFromGroup(admin.context, { conversationId, userId: ada.id });
  expect(await shown(ben)).toEqual(["Ada Lovelace: Hello"]);
  await updateProfile(ada.context, { name: "Ada King" });
  expect(await shown(ben)).toEqual(["Ada King: Hello"]);
  await updateProfile(ada.context, { name: "Ada" });
  await addMembers(admin.context, conversationId, [{ userId: ada.id }]);
  expect(await shown(ben)).toEqual(["Ada: Hello"]);
  await removePerson(admin.context, ada.id);
  expect(await shown(ben)).toEqual([": Hello"]);
});

test("the name of staff who write without being members is the present one", async () => {
  const guide = await makePerson(services, { role: "admin", name: "Guide" });
  await post(guide, "Welcome");
  expect(await shown(ben)).toEqual(["Guide: Welcome"]);
  await updateProfile(guide.context, { name: "Guide of all" });
  expect(await shown(ben)).toEqual(["Guide of all: Welcome"]);
});

test("a page of another length is another page", async () => {
  for (const content of ["one", "two", "three"]) await post(ada, content);
  await readTwice(ada);
  for (const limit of [1, 2, 1, 3]) {
    const page = await readNewestPage(ada.context, { conversationId, limit });
    expect(page.messages).toHaveLength(limit);
    expect(page.hasOlder).toBe(limit < 3);
  }
});

test("the pages read longest ago go first when there are too many", () => {
  const pages = new NewestPages();
  const page: HistoryPage = { messages: [], hasOlder: false };
  const bytes = limits.pageBytes;
  const place = (id: number) => ({ conversationId: String(id), limit: 1 });
  for (let id = 0; id < 8; id++)
    pages.keep(String(id), { limit: 1, lastSeq: 1, page, bytes, isSure: true });
  expect(pages.of(place(0))?.page).toBe(page);
  pages.keep("8", { limit: 1, lastSeq: 1, page, bytes, isSure: true });
  expect([0, 1, 2, 8].map((id) => pages.of(place(id)) !== undefined)).toEqual([
    true,
    false,
    true,
    true,
  ]);
});
