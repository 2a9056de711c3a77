import { afterAll, beforeAll, expect, test } from "bun:test";
import { create } from "#core/conversations.ts";
import { post, remove } from "#core/messages.ts";
import { hashPassword } from "#core/password_hashes.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";
import { routes } from "#web/routes.ts";
import { policyRows, type PolicyRow, type Principal, principals } from "./policy_table.ts";

interface World {
  web: TestWeb;
  people: Record<Exclude<Principal, "anonymous">, TestPerson>;
  other: TestPerson;
  groupId: string;
  messageId: string;
  removedId: string;
}

let world: World;
let password: string;
beforeAll(async () => {
  password = await hashPassword("a password of everybody");
  world = await makeWorld();
});
afterAll(() => world.web.services.dispose());

async function makeWorld(): Promise<World> {
  const web = testWeb();
  const person = (role: "admin" | "user" | "guest") =>
    makePerson(web.services, { role, password: role === "guest" ? null : password });
  const people = {
    outsider: await person("user"),
    guest: await person("guest"),
    member: await person("user"),
    staff: await person("admin"),
  };
  const members = [{ userId: people.guest.id }, { userId: people.member.id }];
  const group = { name: "Team 1", description: "", members };
  const { id: groupId } = await create(people.staff.context, group);
  const write = (content: string) =>
    post(people.member.context, { conversationId: groupId, content });
  const { id: messageId } = await write("Hello");
  const { id: removedId } = await write("Gone");
  await remove(people.staff.context, { conversationId: groupId, messageId: removedId });
  return { web, people, other: await person("user"), groupId, messageId, removedId };
}

/** What is sent where an empty form or object would be refused for itself. */
function inputOf({ groupId, other, removedId }: World, route: string): Record<string, unknown> {
  const person = { name: "New", email: "new@uni.example.edu", username: "new", role: "user" };
  const inputs: Record<string, Record<string, unknown>> = {
    "POST /account": { name: "New" },
    "POST /users/create": person,
    "POST /users/edit/:id": person,
    "POST /chat/:id": { content: "Hello" },
    "POST /chat/:id/original": { messageId: removedId },
    "POST /groups/create": { name: "Team 2" },
    "POST /groups/:id/edit": { name: "Team 2" },
    "POST /groups/reorder": { id: groupId, step: "up" },
    "POST /api/conversations": { name: "Team 2" },
    "PATCH /api/conversation/:id": { name: "Team 2" },
    "PUT /api/conversations/order": { ids: [groupId] },
    "POST /api/conversation/:id/read": { seq: 1 },
    "POST /api/conversation/:id/messages": { content: "Hello" },
    "PATCH /api/conversation/:id/messages/:messageId": { content: "Hello you" },
    "POST /api/conversation/:id/members": { members: [{ user_id: other.id }] },
    "PUT /api/conversation/:id/members": { members: [] },
    "PATCH /api/conversation/:id/members/:userId": { role: "moderator" },
    "POST /api/users": { name: "New", email: "new@uni.example.edu", role: "user" },
    "PATCH /api/users/:id": { name: "New" },
  };
  return inputs[route] ?? {};
}

function addressOf({ path }: PolicyRow): string {
  const { groupId, messageId, people, other } = world;
  let id = groupId;
  if (/^\/(api\/)?users\//.test(path)) id = other.id;
  if (path.startsWith("/api/user/")) id = people.member.id;
  if (path.startsWith("/account/")) id = other.actor.sessionId;
  return path
    .replace(":id", id)
    .replace(":messageId", messageId)
    .replace(":userId", people.member.id);
}

/** As our own page sends it, with the session's cookie. */
async function ask(row: PolicyRow, principal: Principal): Promise<number> {
  const { method, path } = row;
  const isForm = routes.some(
    (route) => route.method === method && route.path === path && route.kind === "page",
  );
  const headers = new Headers({ Origin: world.web.origin });
  if (principal !== "anonymous") headers.set("Cookie", world.people[principal].cookie);
  const input = inputOf(world, `${method} ${path}`);
  if (!isForm) headers.set("Content-Type", "application/json");
  const body = isForm
    ? new URLSearchParams(input as Record<string, string>)
    : JSON.stringify(input);
  const init = method === "GET" ? { headers } : { method, headers, body };
  return (await world.web.request(addressOf(row), init)).status;
}

test("every route stands in the table of policies, and nothing else does", () => {
  const known = policyRows().map(({ method, path }) => `${method} ${path}`);
  expect(known).not.toBeEmpty();
  expect(known.toSorted()).toEqual(
    routes.map(({ method, path }) => `${method} ${path}`).toSorted(),
  );
});

for (const row of policyRows()) {
  test(`${row.method} ${row.path} answers everybody as agreed`, async () => {
    const statuses: Partial<Record<Principal, number>> = {};
    for (const principal of principals) {
      const status = await ask(row, principal);
      statuses[principal] = status;
      // What was changed must not decide about the next one.
      if (row.method !== "GET" && status < 400) {
        world.web.services.dispose();
        world = await makeWorld();
      }
    }
    expect(statuses).toEqual(row.expected);
  });
}
