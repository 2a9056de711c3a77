/** What the original's mobile client does over HTTP; other tests cover its socket. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { newHash } from "#core/identity/passwords.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { createApp } from "#web/app.tsx";

let services: TestServices;
let server: ReturnType<typeof Bun.serve>;
let student: TestPerson;
let group: string;

beforeAll(async () => {
  services = testServices();
  const admin = await makePerson(services, { role: "admin" });
  const password = await newHash("correct horse");
  student = await makePerson(services, { email: "test@test.com", username: "test", password });
  const members = [{ userId: student.id }];
  group = (await createGroup(admin.context, { name: "Team 1", description: "Ours", members })).id;
  await sendMessage(admin.context, { conversationId: group, content: "first" });
  await sendMessage(student.context, { conversationId: group, content: "second" });
  const assets = { url: (name: string) => `/assets/${name}`, file: () => undefined };
  const app = createApp({ services, config: services.config, assets });
  server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: (request) => app.fetch(request) });
});

afterAll(async () => {
  await server.stop(true);
  services.dispose();
});

const ask = (path: string, init?: RequestInit) => fetch(new URL(path, server.url), init);

const signIn = (password: string, email = "test@test.com") =>
  ask("/auth/token", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ email, password }),
  });

type Row = Record<string, unknown>;

async function rows(token: string, path: string, key: string): Promise<Row[]> {
  const answer = await ask(path, { headers: { Authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  const body = (await answer.json()) as Record<string, Row | Row[]>;
  expect(Object.keys(body)).toEqual([key]);
  return [body[key]!].flat();
}

function expectTexts(row: Row, keys: string[]): void {
  for (const key of keys) expect([key, typeof row[key]]).toEqual([key, "string"]);
}

test("a wrong password gets 401 with `message` and `msg`, and no cookie", async () => {
  for (const answer of [await signIn("wrong"), await signIn("wrong", "nobody@test.com")]) {
    expect(answer.status).toBe(401);
    expect(answer.headers.get("Set-Cookie")).toBeNull();
    const body = (await answer.json()) as Row;
    expect(body["message"]).toBeString();
    expect(body["msg"]).toBe(body["message"]);
  }
});

test("the client signs in, reads its claims, and gets conversations and messages in their original form", async () => {
  const answer = await signIn("correct horse");
  expect(answer.status).toBe(200);
  // The socket sends no token; it is signed in by this cookie.
  expect(answer.headers.get("Set-Cookie")).toMatch(/^session=.+HttpOnly/);
  const tokens = (await answer.json()) as Record<string, string>;
  expect(Object.keys(tokens).toSorted()).toEqual(["access_token", "refresh_token"]);
  const token = tokens["access_token"]!;
  const claims = JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()) as Row;
  expect(claims).toMatchObject({ user_id: student.id, username: "test" });

  const path = `/api/user/${String(claims["user_id"])}/conversations`;
  const conversations = await rows(token, path, "conversations");
  expect(conversations).toHaveLength(1);
  const columns = ["created_at", "description", "id", "name", "owner_id", "updated_at"];
  const joined = ["conversation_id", "joined_at", "role", "user_id"];
  expectTexts(conversations[0]!, [...columns, ...joined]);
  expect(Object.keys(conversations[0]!).toSorted()).toEqual([...columns, ...joined].toSorted());
  expect(conversations[0]).toMatchObject({
    id: group,
    conversation_id: group,
    user_id: student.id,
    role: "member",
    name: "Team 1",
  });

  const messages = await rows(token, `/api/conversation/${group}/messages`, "messages");
  expect(messages.map(({ content }) => content)).toEqual(["first", "second"]);
  for (const message of messages) {
    expectTexts(message, [
      "content",
      "conversation_id",
      "id",
      "sender_id",
      "sent_from_client",
      "sent_from_server",
    ]);
  }
  expect(messages[1]).toMatchObject({ sender_id: student.id, conversation_id: group });

  const [conversation] = await rows(token, `/api/conversation/${group}`, "messages");
  expectTexts(conversation!, columns);
  expect(Object.keys(conversation!).toSorted()).toEqual(columns);
});

test("a refresh token gives a new access token, but is not one itself", async () => {
  const tokens = (await (await signIn("correct horse")).json()) as Record<string, string>;
  const bearer = (token = "") => ({ headers: { Authorization: `Bearer ${token}` } });
  const refused = await ask("/auth/check", bearer(tokens["refresh_token"]));
  expect(refused.status).toBe(401);
  const refresh = { method: "POST", ...bearer(tokens["refresh_token"]) };
  const fresh = (await (await ask("/auth/refresh", refresh)).json()) as Record<string, string>;
  expect(Object.keys(fresh)).toEqual(["access_token"]);
  const check = (await (await ask("/auth/check", bearer(fresh["access_token"]))).json()) as Row;
  expect(check).toMatchObject({
    authenticated: true,
    user: student.id,
    account: { id: student.id, username: "test" },
    message: expect.any(String),
  });
});

test("asking for tokens with GET is answered with 415, as in the original", async () => {
  for (const init of [{}, { headers: { "Content-Type": "application/json" } }]) {
    const answer = await ask("/auth/token", init);
    expect(answer.status).toBe(415);
    const body = (await answer.json()) as Row;
    expect(body["msg"]).toBeString();
    expect(body["message"]).toBe(body["msg"]);
    expect(answer.headers.get("Set-Cookie")).toBeNull();
  }
});

test("every content type for JSON is read as JSON", async () => {
  const body = JSON.stringify({ email: "test@test.com", password: "correct horse" });
  const status = async (type: string) =>
    (await ask("/auth/token", { method: "POST", headers: { "Content-Type": type }, body })).status;
  for (const type of ["text/plain", "application/jsonp", "x-application/json"]) {
    expect([type, await status(type)]).toEqual([type, 401]);
  }
  const json = ["APPLICATION/JSON", "application/json;charset=UTF-8", "application/ld+json"];
  for (const type of json) expect([type, await status(type)]).toEqual([type, 200]);
});

test("the original's 404 answers requests for someone without conversations, and for someone else's", async () => {
  const loner = await makePerson(services);
  const headers = { Authorization: `Bearer ${loner.token}` };
  for (const id of [loner.id, student.id, "nobody"]) {
    const answer = await ask(`/api/user/${id}/conversations`, { headers });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ message: "No conversations found" });
  }
});
