/** A course that every route has something to do in, and a fitting request for each of them. */
import { create } from "#core/conversations.ts";
import { post, remove } from "#core/messages.ts";
import { hashPassword } from "#core/password_hashes.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb, type TestWebOptions } from "#tests/support/web.ts";
import type { Route } from "#web/route.ts";

export const everybodysPassword = "a password of everybody";
const hash = await hashPassword(everybodysPassword);

export interface RouteWorld {
  web: TestWeb;
  /** `staff` has made the group, of `guest` and `member`; `overseer` is staff as well, and in none. */
  people: Record<"outsider" | "guest" | "member" | "staff" | "overseer", TestPerson>;
  /** Whom things are done to. */
  other: TestPerson;
  groupId: string;
  /** The member's. */
  messageId: string;
  removedId: string;
}

export async function makeRouteWorld(options: TestWebOptions = {}): Promise<RouteWorld> {
  const web = testWeb(options);
  const person = (role: "admin" | "user" | "guest") =>
    makePerson(web.services, { role, password: role === "guest" ? null : hash });
  const people = {
    outsider: await person("user"),
    guest: await person("guest"),
    member: await person("user"),
    staff: await person("admin"),
    overseer: await person("admin"),
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

export type Keyed = Pick<Route, "method" | "path">;

export const nameOf = ({ method, path }: Keyed) => `${method} ${path}`;

/** What is sent where an empty form or object would be refused for itself. */
export function inputOf(
  { groupId, other, removedId }: RouteWorld,
  route: Keyed,
): Record<string, unknown> {
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
  return inputs[nameOf(route)] ?? {};
}

/** The route's path with the ids of what there is. */
export function addressOf(world: RouteWorld, { path }: Keyed): string {
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

/** As our own pages send it: a page's route takes a form, the API takes JSON. */
export function bodyOf({ kind }: Pick<Route, "kind">, input: Record<string, unknown>) {
  return kind === "page"
    ? {
        type: "application/x-www-form-urlencoded",
        text: new URLSearchParams(input as Record<string, string>).toString(),
      }
    : { type: "application/json", text: JSON.stringify(input) };
}
