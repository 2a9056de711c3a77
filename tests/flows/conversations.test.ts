import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import { sendMessage as write, removeMessage } from "#core/messages/messages.ts";
import { makePerson } from "#tests/support/people.ts";
import { type GroupWorld, groupWorld } from "./groups_support.ts";

let world: GroupWorld;

beforeEach(async () => {
  world = await groupWorld();
});

afterEach(() => world.services.dispose());

const text = async (path: string, by = world.ada) => (await world.get(path, by)).text();

describe("conversations are refused to", () => {
  test("clients that are not signed in", async () => {
    for (const path of ["/conversations", `/conversations/${world.groupId}`]) {
      const answer = await world.get(path);
      expect(answer.status).toBe(302);
      expect(answer.headers.get("Location")).toStartWith("/auth/login");
    }
  });

  test("students who are not members, as if they did not exist", async () => {
    expect((await world.get(`/conversations/${world.groupId}`, world.ada)).status).toBe(200);
    const foreign = await world.get(`/conversations/${world.groupId}`, world.ben);
    const missing = await world.get("/conversations/nowhere", world.ben);
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    expect(await foreign.text()).not.toContain("Team 1");
    expect(await text("/conversations", world.ben)).not.toContain("Team 1");
    expect(await text("/conversations?q=team", world.ben)).not.toContain("Team 1");
  });
});

test("the start page leads to the list of groups", async () => {
  const answer = await world.get("/");
  expect(answer.status).toBe(302);
  expect(answer.headers.get("Location")).toBe("/conversations");
});

test("an empty list says what to do next", async () => {
  expect(await text("/conversations", world.ben)).toContain("Ask your teacher");
  await world.post(`/groups/delete/${world.groupId}`, {}, world.admin);
  await world.post("/account/steps/end", {}, world.admin);
  const staff = await text("/conversations", world.admin);
  expect(staff).toContain("Create the first group");
  expect(staff).toContain(`href="/groups/create"`);
});

test("the list shows each group's newest message and unread count", async () => {
  const { admin, ada, groupId } = world;
  expect(await text("/conversations")).toContain("No messages yet");
  for (const content of ["first", "second <b>"]) {
    await write(admin.context, { conversationId: groupId, content });
  }
  const page = await text("/conversations");
  expect(page).toContain(`href="/chat/${groupId}"`);
  expect(page).toContain("Prof. Grace: second &lt;b>");
  expect(page).toContain("2 unread messages");
  await write(ada.context, { conversationId: groupId, content: "answer" });
  expect(await text("/conversations")).not.toContain("unread");
});

test("a removed message is not quoted", async () => {
  const { admin, ada, groupId } = world;
  const message = await write(ada.context, { conversationId: groupId, content: "regretted" });
  await removeMessage(admin.context, { conversationId: groupId, messageId: message.id });
  const page = await text("/conversations");
  expect(page).not.toContain("regretted");
  expect(page).toContain("Ada: message removed");
});

test("staff see every group, marked and without a quote where they are not members", async () => {
  const { ada, groupId } = world;
  await write(ada.context, { conversationId: groupId, content: "among ourselves" });
  const other = await makePerson(world.services, { role: "admin" });
  const page = await text("/conversations", other);
  expect(page).toContain("Team 1");
  expect(page).toContain("not a member");
  expect(page).not.toContain("among ourselves");
  expect(await text("/audit", other)).toContain("No entries yet");
  expect(await text("/conversations", world.admin)).toContain("among ourselves");
});

test("searching finds names and descriptions, ignoring case, accents and order", async () => {
  const { admin, ada } = world;
  const members = [{ userId: ada.id }];
  await createGroup(admin.context, { name: "Übung", description: "Analysis on Friday", members });
  const found = await text("/conversations?q=friday%20UBUNG");
  expect(found).toContain("Übung");
  expect(found).not.toContain("Team 1");
  const script = await text(`/conversations?q=${encodeURIComponent("<script>alert(1)")}`);
  expect(script).toContain("No group matches");
  expect(script).not.toContain("<script>alert");
});

test("the details show the members with their roles, and link to the chat", async () => {
  const { groupId } = world;
  const page = await text(`/conversations/${groupId}`);
  expect(page).toContain("The first");
  expect(page).toContain("2 members");
  for (const word of ["Prof. Grace", "Owner", "Staff", "Ada", "(you)"])
    expect(page).toContain(word);
  expect(page).toContain(`href="/chat/${groupId}"`);
  expect(page).not.toContain(`/groups/${groupId}/edit`);
  const staff = await text(`/conversations/${groupId}`, world.admin);
  expect(staff).toContain(`/groups/${groupId}/edit`);
  expect(staff).toContain(`/groups/delete/${groupId}`);
});

test("pages are in German for those who prefer it", async () => {
  const { ada, ben } = world;
  for (const { id } of [ada, ben]) {
    await world.services.db.transaction(
      (tx) => tx.run`update users set locale = 'de' where id = ${id}`,
    );
  }
  const page = await text("/conversations");
  expect(page).toContain(`lang="de"`);
  expect(page).toContain("Gruppe suchen");
  expect(await text("/conversations", ben)).toContain("Bitten Sie Ihre Lehrperson");
});
