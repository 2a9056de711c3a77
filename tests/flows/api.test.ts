import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { sendMessage, removeMessage } from "#core/messages/messages.ts";
import { createRateLimits } from "#core/rates.ts";
import { makePerson, unhurried } from "#tests/support/people.ts";
import { type ApiWorld, apiWorld, ownOrigin } from "#tests/support/api.ts";

let world: ApiWorld;
beforeEach(async () => {
  world = await apiWorld();
});
afterEach(() => world.services.dispose());

interface Messages {
  messages: {
    id: string;
    content: string;
    seq: number;
    removed?: { by: string; by_staff: boolean };
  }[];
}

const history = async (path = "") => {
  const { admin, group, ask } = world;
  const answer = await ask("GET", `/api/conversation/${group}/messages${path}`, { by: admin });
  expect(answer.status).toBe(200);
  return { ...answer, messages: (answer.json as Messages).messages };
};

describe("the API refuses", () => {
  test("unidentified clients, and wrong or ended tokens", async () => {
    const { group, mira, ask } = world;
    for (const path of ["/api/me", "/api/conversations", `/api/conversation/${group}`]) {
      const answer = await ask("GET", path);
      expect(answer.status).toBe(401);
      expect(answer.json).toMatchObject({ code: "unauthenticated", message: expect.any(String) });
    }
    const forged = { Authorization: `Bearer ${mira.token.slice(0, -3)}abc` };
    expect((await ask("GET", "/api/me", { headers: forged })).status).toBe(401);
    await world.services.db.transaction((tx) => tx.run`delete from sessions`);
    expect((await ask("GET", "/api/me", { by: mira })).status).toBe(401);
  });

  test("every read of a group by a non-member, as if it did not exist", async () => {
    const { tarik, mira, group, ask } = world;
    const sent = await sendMessage(mira.context, {
      conversationId: group,
      content: "only for Team 1",
    });
    const path = `/api/conversation/${group}`;
    const answers = [
      await ask("GET", path, { by: tarik }),
      await ask("GET", `${path}/messages`, { by: tarik }),
      await ask("GET", `${path}/members`, { by: tarik }),
      await ask("POST", `${path}/messages`, { by: tarik, json: { content: "let me in" } }),
      await ask("POST", `${path}/read`, { by: tarik, json: { seq: 1 } }),
      await ask("PATCH", `${path}/messages/${sent.id}`, { by: tarik, json: { content: "x" } }),
      await ask("DELETE", `${path}/messages/${sent.id}`, { by: tarik }),
      await ask("GET", `/api/user/${mira.id}/conversations`, { by: tarik }),
      await ask("GET", "/api/conversation/no-such-group", { by: tarik }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(404);
      expect(answer.text).not.toContain("Team 1");
    }
    expect((await history()).messages.map(({ content }) => content)).toEqual(["only for Team 1"]);
  });

  test("a message of another group behind the id of the actor's own group", async () => {
    const { admin, mira, tarik, group, otherGroup, ask } = world;
    const foreign = await sendMessage(tarik.context, {
      conversationId: otherGroup,
      content: "theirs",
    });
    const path = `/api/conversation/${group}/messages/${foreign.id}`;
    for (const by of [mira, admin]) {
      expect((await ask("PATCH", path, { by, json: { content: "mine" } })).status).toBe(404);
      expect((await ask("DELETE", path, { by })).status).toBe(404);
    }
    const members = `/api/conversation/${group}/members/${tarik.id}`;
    expect((await ask("DELETE", members, { by: admin })).status).toBe(404);
    expect((await ask("PATCH", members, { by: admin, json: { role: "owner" } })).status).toBe(404);
    const theirs = await ask("GET", `/api/conversation/${otherGroup}/messages`, { by: tarik });
    expect((theirs.json as Messages).messages[0]!.content).toBe("theirs");
  });

  test("staff's routes to everyone else, including guests and group owners", async () => {
    const { services, mira, group, ask } = world;
    const guest = await makePerson(services, { role: "guest" });
    const group1 = `/api/conversation/${group}`;
    for (const by of [mira, guest]) {
      const answers = [
        await ask("POST", "/api/conversations", { by, json: { name: "Mine" } }),
        await ask("PATCH", group1, { by, json: { name: "Mine" } }),
        await ask("DELETE", group1, { by }),
        await ask("PUT", "/api/conversations/order", { by, json: { ids: [] } }),
        await ask("POST", `${group1}/members`, { by, json: { members: [{ user_id: by.id }] } }),
        await ask("PUT", `${group1}/members`, { by, json: { members: [] } }),
        await ask("DELETE", `${group1}/members/${mira.id}`, { by }),
        await ask("GET", "/api/users", { by }),
        await ask("GET", `/api/users/${by.id}`, { by }),
        await ask("PATCH", `/api/users/${by.id}`, { by, json: { role: "admin" } }),
        await ask("DELETE", `/api/users/${by.id}`, { by }),
      ];
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    }
    expect((await ask("GET", "/api/me", { by: mira })).json).toMatchObject({
      user: { role: "user" },
    });
  });

  test("a request that another site sends with its visitor's cookie", async () => {
    const { mira, group, ask } = world;
    const path = `/api/conversation/${group}/messages`;
    const json = { content: "forged" };
    const foreign = { Cookie: mira.cookie, Origin: "https://evil.example" };
    expect((await ask("POST", path, { json, headers: foreign })).status).toBe(403);
    expect((await ask("POST", path, { json, headers: { Cookie: mira.cookie } })).status).toBe(403);
    expect((await history()).messages).toEqual([]);
    const own = { Cookie: mira.cookie, Origin: ownOrigin };
    expect((await ask("POST", path, { json, headers: own })).status).toBe(201);
  });

  test("bodies that are not JSON, have another type or contain unknown fields", async () => {
    const { mira: by, group, ask } = world;
    const path = `/api/conversation/${group}/messages`;
    const broken = await ask("POST", path, { by, body: '{"content":' });
    expect([broken.status, broken.json]).toMatchObject([400, { code: "bad_json" }]);
    const form = { "Content-Type": "application/x-www-form-urlencoded" };
    expect((await ask("POST", path, { by, body: "content=x", headers: form })).status).toBe(422);
    const wrong: [unknown, string | undefined][] = [
      [{}, "content"],
      [{ content: 1 }, "content"],
      [{ content: "" }, "content"],
      [{ content: " \n" }, "content"],
      [{ content: "x".repeat(8_001) }, "content"],
      [{ content: "\ud800" }, "content"],
      [{ content: "a\0b" }, "content"],
      [{ content: "x", client_id: {} }, "client_id"],
      [{ content: "x", sender_id: "somebody" }, undefined],
      [["content"], undefined],
      [null, undefined],
    ];
    for (const [json, field] of wrong) {
      const answer = await ask("POST", path, { by, json });
      expect(answer.status).toBe(422);
      const { message, msg, reason, ...rest } = answer.json as Record<string, unknown>;
      expect(message).toBe(msg);
      expect(["schema_mismatch", "message_empty"]).toContain(String(reason));
      expect(rest).toEqual({ code: "invalid", ...(field && { field }) });
    }
    expect((await history()).messages).toEqual([]);
  });

  test("a body with a long unknown name, in few words", async () => {
    const { mira: by, group, ask } = world;
    const json = { content: "x", ["n".repeat(100_000)]: 1 };
    const answer = await ask("POST", `/api/conversation/${group}/messages`, { by, json });
    const { message } = answer.json as { message: string };
    expect(message).toContain("Unrecognized key");
    expect(message.length).toBeLessThan(400);
  });

  test("texts that only look like numbers", async () => {
    const { mira: by, group, ask } = world;
    const path = `/api/conversation/${group}`;
    for (const query of ["limit=0", "limit=1001", "limit=1e2", "limit=%201", "before=-1"]) {
      expect((await ask("GET", `${path}/messages?${query}`, { by })).status).toBe(422);
    }
    for (const body of ['{"seq":"1"}', '{"seq":1.5}', '{"seq":1e999}', '{"seq":-1}']) {
      expect((await ask("POST", `${path}/read`, { by, body })).status).toBe(422);
    }
  });

  test("a body of 10 MB, with and without a stated length", async () => {
    const { app, mira, group } = world;
    const path = `${ownOrigin}/api/conversation/${group}/messages`;
    const headers = { Authorization: `Bearer ${mira.token}`, "Content-Type": "application/json" };
    const body = JSON.stringify({ content: "x".repeat(10_000_000) });
    const told = new Headers({ ...headers, "Content-Length": String(body.length) });
    const whole = await app.request(path, { method: "POST", headers: told, body });
    expect(whole.status).toBe(413);
    const streamed = await app.request(path, {
      method: "POST",
      headers,
      body: new Blob([body]).stream(),
    });
    expect(streamed.status).toBe(413);
    expect((await history()).messages).toEqual([]);
  });

  test("more messages at once than anyone can read, and says when to come back", async () => {
    const { mira: by, group, ask, services } = world;
    // The clock stands still, so the limit does not recover while a slow disk stores messages.
    Object.assign(services.rates, createRateLimits({ monotonic: () => 0 }));
    const path = `/api/conversation/${group}/messages`;
    const send = () => ask("POST", path, { by, json: { content: "again" } });
    const answers = await Promise.all(Array.from({ length: 25 }, send));
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited).toHaveLength(5);
    expect(Number(limited[0]!.headers.get("Retry-After"))).toBeGreaterThanOrEqual(1);
    const stored = answers.filter(({ status }) => status === 201);
    expect((await history()).messages).toHaveLength(stored.length);
  });
});

test("a message sent again with the same client id is the same message", async () => {
  const { mira: by, group, ask } = world;
  const path = `/api/conversation/${group}/messages`;
  const json = { content: "once", client_id: "phone-1" };
  const first = await ask("POST", path, { by, json });
  const second = await ask("POST", path, { by, json });
  expect(first.json).toMatchObject({ message: { content: "once", client_id: "phone-1" } });
  expect(second.json).toEqual(first.json);
  expect((await history()).messages).toHaveLength(1);
});

test("pages of history join without a gap through their Link header", async () => {
  const { mira, group } = world;
  for (let count = 1; count <= 7; count++) {
    await sendMessage(unhurried(mira.context), {
      conversationId: group,
      content: `message ${count}`,
    });
  }
  const seen: string[] = [];
  let path = "?limit=3";
  for (let pages = 0; path; pages++) {
    expect(pages).toBeLessThan(4);
    const { messages, headers } = await history(path);
    seen.unshift(...messages.map(({ content }) => content));
    path = headers.get("Link")?.match(/messages(\?[^>]+)>; rel="prev"$/)?.[1] ?? "";
  }
  expect(seen).toEqual(Array.from({ length: 7 }, (_, index) => `message ${index + 1}`));
});

test("an author edits and removes; removed text never comes back", async () => {
  const { mira: by, group, ask } = world;
  const path = `/api/conversation/${group}/messages`;
  const posted = await ask("POST", path, { by, json: { content: "first words" } });
  const { id } = (posted.json as { message: { id: string } }).message;
  const edited = await ask("PATCH", `${path}/${id}`, { by, json: { content: "better words" } });
  expect(edited.json).toMatchObject({
    message: { id, content: "better words", edited_at: expect.any(String) },
  });
  const removed = await ask("DELETE", `${path}/${id}`, { by });
  expect(removed.json).toMatchObject({
    message: { content: "", removed: { by: "author", by_staff: false } },
  });
  const { text, messages } = await history();
  expect(messages).toMatchObject([{ id, content: "", removed: { by: "author", by_staff: false } }]);
  expect(text).not.toContain("words");
});

test("a message that staff removed shows this and the reason, but not the text", async () => {
  const { admin, mira, group, ask } = world;
  const sent = await sendMessage(mira.context, { conversationId: group, content: "rude words" });
  const path = `/api/conversation/${group}/messages/${sent.id}`;
  await removeMessage(admin.context, {
    conversationId: group,
    messageId: sent.id,
    reason: "insult",
  });
  expect((await ask("DELETE", path, { by: admin })).status).toBe(403);
  const { text, messages } = await history();
  expect(messages).toMatchObject([
    { content: "", removed: { by: "staff", by_staff: true, reason: "insult" } },
  ]);
  expect(text).not.toContain("rude words");
});

test("staff create, rename, sort and delete groups and choose their members", async () => {
  const { admin: by, mira, tarik, group, otherGroup, ask } = world;
  const made = await ask("POST", "/api/conversations", {
    by,
    json: { name: "Team 3", members: [{ user_id: mira.id, role: "moderator" }] },
  });
  expect(made.status).toBe(201);
  const { id } = (made.json as { conversation: { id: string } }).conversation;
  expect(made.headers.get("Location")).toBe(`/api/conversation/${id}`);
  const path = `/api/conversation/${id}`;
  const renamed = await ask("PATCH", path, { by, json: { description: "Late starters" } });
  expect(renamed.json).toMatchObject({
    conversation: { name: "Team 3", description: "Late starters" },
  });
  const order = await ask("PUT", "/api/conversations/order", { by, json: { ids: [id, "gone"] } });
  expect(order.json).toEqual({ ids: [id, group, otherGroup] });
  const members = { members: [{ user_id: tarik.id }] };
  const added = await ask("POST", `${path}/members`, { by, json: members });
  expect((added.json as { members: unknown[] }).members).toHaveLength(3);
  const role = { by, json: { role: "owner" } };
  expect((await ask("PATCH", `${path}/members/${tarik.id}`, role)).json).toMatchObject({
    member: { user_id: tarik.id, role: "owner" },
  });
  const only = await ask("PUT", `${path}/members`, { by, json: members });
  expect(only.json).toMatchObject({ members: [{ user_id: tarik.id }] });
  expect((await ask("GET", path, { by: mira })).status).toBe(404);
  expect((await ask("DELETE", path, { by })).status).toBe(204);
  expect((await ask("GET", path, { by: tarik })).status).toBe(404);
});

test("the read position moves forward and gives the unread count", async () => {
  const { mira, tarik: by, otherGroup, admin, ask } = world;
  expect(by.id).not.toBe(mira.id);
  const path = `/api/conversation/${otherGroup}`;
  const first = await sendMessage(admin.context, { conversationId: otherGroup, content: "one" });
  await sendMessage(admin.context, { conversationId: otherGroup, content: "two" });
  const list = await ask("GET", "/api/conversations", { by });
  expect(list.json).toMatchObject({
    conversations: [{ id: otherGroup, unread: 2, last_message: { content: "two" } }],
  });
  const read = (seq: number) => ask("POST", `${path}/read`, { by, json: { seq } });
  expect((await read(first.seq)).json).toEqual({ unread: 1 });
  expect((await read(1_000_000)).json).toEqual({ unread: 0 });
  expect((await read(first.seq)).json).toEqual({ unread: 0 });
});

test("staff manage accounts, and the last administrator remains one", async () => {
  const { admin: by, ask } = world;
  const json = { name: "Lena Vogt", email: "Lena@Uni.example.edu", role: "user" };
  const made = await ask("POST", "/api/users", { by, json });
  expect(made.status).toBe(201);
  const { user, code } = made.json as { user: { id: string }; code: string };
  expect(user).toMatchObject({ email: "lena@uni.example.edu", role: "user", group_count: 0 });
  expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  expect((await ask("POST", "/api/users", { by, json })).json).toMatchObject({
    code: "conflict",
    field: "email",
  });
  const path = `/api/users/${user.id}`;
  expect((await ask("PATCH", path, { by, json: { name: "Lena V." } })).json).toMatchObject({
    user: { name: "Lena V." },
  });
  expect((await ask("POST", `${path}/disable`, { by })).json).toMatchObject({
    user: { disabled_at: expect.any(String) },
  });
  expect((await ask("POST", `${path}/enable`, { by })).json).toMatchObject({
    user: { disabled_at: null },
  });
  const found = await ask("GET", "/api/users?q=lena&role=user", { by });
  expect(found.json).toMatchObject({ total: 1, users: [{ id: user.id }] });
  expect(found.text).not.toMatch(/argon|\$2|"password|"code/);
  expect((await ask("DELETE", path, { by })).status).toBe(204);
  expect((await ask("GET", path, { by })).status).toBe(404);
  const own = `/api/users/${by.id}`;
  expect((await ask("PATCH", own, { by, json: { role: "user" } })).status).toBe(409);
});
