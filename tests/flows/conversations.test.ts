import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import { sendMessage as write, removeMessage } from "#core/messages/messages.ts";
import { removeFromGroup } from "#core/groups/members.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import type { Visitor } from "#tests/support/web.ts";
import { type GroupWorld, groupWorld } from "./groups_support.ts";

let world: GroupWorld;

beforeEach(async () => {
  world = await groupWorld();
});

afterEach(() => world.services.dispose());

/** What the page shows, without the data for its script. */
const text = async (path: string, by = world.ada) =>
  (await (await world.get(path, by)).text()).split(`<script id="boot"`)[0]!;

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

describe("the start page leads", () => {
  /** A browser that remembers what it is told. */
  const browserOf = (person: TestPerson) => {
    const browser = world.visitor();
    const [name = "", value = ""] = person.cookie.split("=");
    browser.cookies.set(name, value);
    return browser;
  };
  const startOf = async (browser: Visitor) => {
    const answer = await browser.get("/");
    expect(answer.status).toBe(302);
    return answer.headers.get("Location");
  };

  test("visitors to the sign-in page, and people who have used no group to the list", async () => {
    expect(await startOf(world.visitor())).toBe("/auth/login");
    expect(await startOf(browserOf(world.ada))).toBe("/conversations");
  });

  test("not to a group of another person, nor to one that is gone, left or unreadable", async () => {
    const { ada, ben, groupId } = world;
    const browser = browserOf(ada);
    await browser.get(`/chat/${groupId}`);
    const [name = "", value = ""] = ben.cookie.split("=");
    browser.cookies.set(name, value);
    expect(await startOf(browser)).toBe("/conversations");
    for (const group of [`${ada.id}:nowhere`, `${ada.id}:%E0`, `${ada.id}:a:b`, ada.id, ":", ""]) {
      const own = browserOf(ada);
      own.cookies.set("last-group", encodeURIComponent(group));
      expect(await startOf(own)).toBe("/conversations");
    }
    const left = browserOf(ada);
    await left.get(`/chat/${groupId}`);
    await removeFromGroup(world.admin.context, { conversationId: groupId, userId: ada.id });
    expect(await startOf(left)).toBe("/conversations");
  });

  test("staff not to a group that they oversee, because opening it is logged", async () => {
    const overseer = browserOf(await makePerson(world.services, { role: "admin" }));
    expect((await overseer.get(`/chat/${world.groupId}`)).status).toBe(200);
    expect(await startOf(overseer)).toBe("/conversations");
  });

  test("to the group that was used last in this browser, also after signing out", async () => {
    const { admin, ada, groupId } = world;
    const members = [{ userId: ada.id }];
    const second = await createGroup(admin.context, { name: "Second", description: "", members });
    const browser = browserOf(ada);
    await browser.get(`/chat/${second.id}`);
    await browser.get(`/chat/${groupId}`);
    expect(await startOf(browser)).toBe(`/chat/${groupId}`);
    expect(await startOf(browserOf(ada))).toBe("/conversations");
    await browser.get(`/chat/${second.id}`);
    expect(await startOf(browser)).toBe(`/chat/${second.id}`);
  });
});

test("an empty list says what to do next", async () => {
  expect(await text("/conversations", world.ben)).toContain(
    "When your teacher adds you to a group, it appears here.",
  );
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
  expect(await text("/conversations")).not.toContain("unread message");
});

test("a removed message is not quoted", async () => {
  const { admin, ada, groupId } = world;
  const message = await write(ada.context, { conversationId: groupId, content: "regretted" });
  await removeMessage(admin.context, { conversationId: groupId, messageId: message.id });
  const page = await text("/conversations");
  expect(page).not.toContain("regretted");
  expect(page).toContain("A message was removed");
});

test("staff see every group, marked and without a quote where they are not members", async () => {
  const { ada, groupId } = world;
  await write(ada.context, { conversationId: groupId, content: "among ourselves" });
  const other = await makePerson(world.services, { role: "admin" });
  const page = await text("/conversations", other);
  expect(page).toContain("Team 1");
  expect(page).toContain("Not a member");
  expect(page).not.toContain("among ourselves");
  expect(await text("/audit", other)).toContain("No entries yet");
  expect(await text("/conversations", world.admin)).toContain("among ourselves");
});

test("searching without scripts finds names, ignoring case, accents and order", async () => {
  const { admin, ada } = world;
  const members = [{ userId: ada.id }];
  await createGroup(admin.context, { name: "Übung am Freitag", description: "", members });
  const found = await text("/conversations?q=freitag%20UBUNG");
  expect(found).toContain("Übung");
  expect(found).not.toContain("Team 1");
  const script = await text(`/conversations?q=${encodeURIComponent("<script>alert(1)")}`);
  expect(script).toContain("No matches.");
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
  expect(page).toContain("Noch keine Nachrichten");
  expect(await text("/conversations", ben)).toContain("Sobald Ihre Lehrperson");
});
