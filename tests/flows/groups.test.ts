import { afterEach, beforeEach, expect, test } from "bun:test";
import { createGroup, listWholeGroups } from "#core/groups/groups.ts";
import { addMembers } from "#core/groups/members.ts";
import { sendMessage as write } from "#core/messages/messages.ts";
import { type GroupWorld, groupWorld } from "./groups_support.ts";

let world: GroupWorld;

beforeEach(async () => {
  world = await groupWorld();
});

afterEach(() => world.services.dispose());

const named = async (name: string) => {
  const found = (await listWholeGroups(world.admin.context)).find((group) => group.name === name);
  if (!found) throw new Error(`there is no group ${name}`);
  return found;
};

const order = async () => (await listWholeGroups(world.admin.context)).map(({ name }) => name);

async function threeGroups(): Promise<Record<string, string>> {
  for (const name of ["Team 2", "Team 3"]) {
    await createGroup(world.admin.context, { name, description: "" });
  }
  const groups = await listWholeGroups(world.admin.context);
  return Object.fromEntries(groups.map(({ name, id }) => [name, id]));
}

test("a group is created with its members and their roles", async () => {
  const { admin, ada, ben } = world;
  const answer = await world.post(
    "/groups/create",
    [
      ["name", " Lab   on Tuesday "],
      ["description", "Bring\r\na coat"],
      ["member", ada.id],
      [`role:${ada.id}`, "moderator"],
      ["member", ben.id],
      [`role:${ben.id}`, "king"],
    ],
    admin,
  );
  expect(answer.status).toBe(303);
  const { id } = await named("Lab on Tuesday");
  expect(answer.headers.get("Location")).toBe(`/groups?made=${id}.${id}`);
  const page = await (await world.get(`/groups?made=${id}.${id}`, admin)).text();
  expect(page.match(/>new</g)).toHaveLength(1);
  const group = await named("Lab on Tuesday");
  expect(group.description).toBe("Bring\na coat");
  expect(await world.rolesIn(group.id)).toEqual({
    "Prof. Grace": "owner",
    Ada: "moderator",
    Ben: "member",
  });
});

test("a name that another group has is said once, and used if it is sent again", async () => {
  const typed = { name: "team  1", description: "" };
  const said = await world.post("/groups/create", typed, world.admin);
  expect(said.status).toBe(409);
  const page = await said.text();
  expect(page).toContain("There is already a group with this name");
  const sent = /name="same-name" value="([^"]*)"/.exec(page)?.[1] ?? "";
  expect(sent).toBe("team 1");
  const other = await world.post("/groups/create", { ...typed, "same-name": "x" }, world.admin);
  expect(other.status).toBe(409);
  const again = { name: "Team 1", description: "", "same-name": "Team 1" };
  const answer = await world.post("/groups/create", again, world.admin);
  expect(answer.status).toBe(303);
  expect(await order()).toEqual(["Team 1", "Team 1"]);
});

test("the edit page shows members first and remembers whom it has shown", async () => {
  const { admin, ada, ben, groupId } = world;
  const page = await (await world.get(`/groups/${groupId}/edit`, admin)).text();
  const shown = /name="shown" value="([^"]*)"/.exec(page)?.[1]?.split(" ");
  expect(shown?.toSorted()).toEqual([admin.id, ada.id].toSorted());
  expect(page.indexOf(`value="${ada.id}"`)).toBeGreaterThan(0);
  expect(page.indexOf(`value="${ada.id}"`)).toBeLessThan(page.indexOf(`value="${ben.id}"`));
});

test("editing changes name, members and roles, but spares people added meanwhile", async () => {
  const { admin, ada, ben, groupId } = world;
  const page = await (await world.get(`/groups/${groupId}/edit`, admin)).text();
  const shown = /name="shown" value="([^"]*)"/.exec(page)?.[1] ?? "";
  expect(shown).toContain(ada.id);
  await addMembers(admin.context, groupId, [{ userId: ben.id }]);
  const answer = await world.post(
    `/groups/${groupId}/edit`,
    [
      ["name", "Team One"],
      ["description", ""],
      ["shown", shown],
      ["member", admin.id],
      [`role:${admin.id}`, "moderator"],
    ],
    admin,
  );
  expect(answer.status).toBe(303);
  expect(await order()).toEqual(["Team One"]);
  expect(await world.rolesIn(groupId)).toEqual({ "Prof. Grace": "moderator", Ben: "member" });
});

test("buttons alone move a group up and down, and keep the focus", async () => {
  const { admin } = world;
  const ids = await threeGroups();
  const up = { id: ids["Team 3"]!, step: "up" };
  const answer = await world.post("/groups/reorder", up, admin);
  expect(answer.status).toBe(303);
  expect(await order()).toEqual(["Team 1", "Team 3", "Team 2"]);
  const location = answer.headers.get("Location") ?? "";
  expect(location).toBe(`/groups?sort=own&moved=${up.id}&by=up`);
  const page = await (await world.get(location, admin)).text();
  expect(page.match(/autofocus/g)).toHaveLength(1);
  expect(/<button[^>]*autofocus[^>]*>/.exec(page)?.[0]).toContain('value="up"');
  await world.post("/groups/reorder", { id: ids["Team 1"]!, step: "down" }, admin);
  expect(await order()).toEqual(["Team 3", "Team 1", "Team 2"]);
  await world.post("/groups/reorder", { id: ids["Team 2"]!, step: "first" }, admin);
  await world.post("/groups/reorder", { id: ids["Team 3"]!, step: "last" }, admin);
  expect(await order()).toEqual(["Team 2", "Team 1", "Team 3"]);
});

test("the script moves a group to a place within the current order", async () => {
  const { admin } = world;
  const ids = await threeGroups();
  const json = { Accept: "application/json" };
  const first = { id: ids["Team 3"]!, before: ids["Team 1"]! };
  expect((await world.post("/groups/reorder", first, admin, json)).status).toBe(204);
  expect(await order()).toEqual(["Team 3", "Team 1", "Team 2"]);
  await world.post("/groups/reorder", { id: ids["Team 3"]!, before: "" }, admin, json);
  expect(await order()).toEqual(["Team 1", "Team 2", "Team 3"]);
});

test("deleting shows the group's name and what is lost, asks, then deletes", async () => {
  const { admin, ada, groupId } = world;
  for (const content of ["one", "two"]) {
    await write(ada.context, { conversationId: groupId, content });
  }
  const question = await (await world.get(`/groups/delete/${groupId}`, admin)).text();
  expect(question).toContain("Delete Team 1?");
  expect(question).toContain("2 messages");
  expect(await order()).toEqual(["Team 1"]);
  const answer = await world.post(`/groups/delete/${groupId}`, {}, admin);
  expect(answer.status).toBe(303);
  expect(await order()).toEqual([]);
  expect((await world.get(`/groups/delete/${groupId}`, admin)).status).toBe(404);
});

test("markup in names is shown as text", async () => {
  const { admin } = world;
  const name = `<script>alert("1")</script>`;
  const fields = { name, description: `"><img src=x onerror=alert(1)>` };
  expect((await world.post("/groups/create", fields, admin)).status).toBe(303);
  const { id } = await named(name);
  for (const path of ["/groups", `/groups/${id}/edit`, `/groups/delete/${id}`]) {
    const page = await (await world.get(path, admin)).text();
    expect(page).toContain("&lt;script>alert(");
    expect(page).not.toContain("<script>alert(");
    expect(page).not.toContain("<img src=x");
  }
});

test("SQL in a name is plain text", async () => {
  const name = "Team'); drop table conversations; --";
  await world.post("/groups/create", { name }, world.admin);
  expect(await order()).toEqual(["Team 1", name]);
});

test("without groups, the page says what to do", async () => {
  const { admin, groupId } = world;
  await world.post(`/groups/delete/${groupId}`, {}, admin);
  const page = await (await world.get("/groups", admin)).text();
  expect(page).toContain("No groups yet");
  expect(page).toContain(`href="/groups/create"`);
});

test("the log shows staff what staff did, newest first", async () => {
  const { admin, groupId } = world;
  const empty = await (await world.get("/audit", admin)).text();
  expect(empty).toContain("No entries yet");
  await world.post(`/groups/delete/${groupId}`, {}, admin);
  const { id } = await createGroup(admin.context, { name: "Short", description: "" });
  await write(admin.context, { conversationId: id, content: "one" });
  await world.post(`/groups/delete/${id}`, {}, admin);
  const page = await (await world.get("/audit?page=x", admin)).text();
  expect(page).toContain(" deleted a group");
  expect(page).toContain("Prof. Grace");
  expect(page).toContain("Team 1: 0 messages");
  expect(page).toMatch(/Short: 1 message(?!s)[^]*Team 1/);
});
