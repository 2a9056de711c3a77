/**
 * The whole system as people run it: the original's mobile client, a browser's page, a stranger.
 */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { openSocket } from "#tests/support/realtime.ts";
import { startSystem, type System } from "#tests/support/system.ts";
import { testMs } from "#tests/support/patience.ts";

setDefaultTimeout(testMs);

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.dispose());

interface Client {
  userId: string;
  token: string;
  /** The cookie jar: the session cookie that came with the tokens. */
  cookie: string;
}

/** Signs in as the original's mobile client does, and keeps the result. */
async function mobile(email: string, password: string): Promise<Client> {
  const response = await fetch(`${system.webUrl}/auth/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  expect(response.status).toBe(200);
  const { access_token: token } = (await response.json()) as { access_token: string };
  const claims = JSON.parse(atob(token.split(".")[1] ?? "")) as { user_id: string };
  const jar = response.headers.getSetCookie().map((line) => line.split(";")[0]);
  const cookie = jar.find((pair) => pair?.startsWith("session=")) ?? "";
  expect(cookie).not.toBe("");
  return { userId: claims.user_id, token, cookie };
}

async function api({ token }: Client, path: string): Promise<{ status: number; body: unknown }> {
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(`${system.webUrl}/api${path}`, { headers });
  return { status: response.status, body: await response.json() };
}

interface Conversations {
  conversations: { id: string; name: string }[];
}

interface Messages {
  messages: { content: string; sender_id: string }[];
}

async function groupOf(client: Client, name: string): Promise<string> {
  const { body } = await api(client, `/user/${client.userId}/conversations`);
  return (
    (body as Conversations).conversations.find((conversation) => conversation.name === name)?.id ??
    ""
  );
}

async function joined(client: Client, convId: string) {
  const socket = await openSocket(system.wsUrl, { headers: { Cookie: client.cookie } });
  socket.sendText(
    JSON.stringify({ messageType: "IdMessage", senderId: client.userId, convId, timestamp: "" }),
  );
  await socket.settle();
  return socket;
}

const chat = (senderId: string, conversationId: string, content: string) =>
  JSON.stringify({
    messageType: "ChatMessage",
    payload: { content, displayName: "Phone" },
    meta: { conversationId, senderId, timestamp: "2026-11-23T08:00:00Z" },
  });

test("a stranger to a group sees nothing of it by page, API or socket", async () => {
  const admin = await mobile("admin@admin.com", "admin");
  const group = await groupOf(admin, "Team Compilers");
  const outsider = await mobile("sofia@test.com", "test");
  expect(group).not.toBe("");
  expect(await groupOf(outsider, "Team Compilers")).toBe("");
  const page = await fetch(`${system.webUrl}/chat/${group}`, {
    headers: { Cookie: outsider.cookie },
  });
  expect(page.status).toBe(404);
  expect((await api(outsider, `/conversation/${group}/messages`)).status).toBe(404);
  const socket = await joined(outsider, group);
  const inside = await joined(admin, group);
  inside.sendText(chat(admin.userId, group, "for members"));
  await inside.next("ChatMessage");
  await socket.settle();
  expect(JSON.stringify(socket.frames)).not.toContain("for members");
});

test("the original client's messages are in its API, on the page, and still there after a crash", async () => {
  const student = await mobile("test@test.com", "test");
  const admin = await mobile("admin@admin.com", "admin");
  const group = await groupOf(student, "Welcome");
  const phone = await joined(student, group);

  phone.sendText(chat(admin.userId, group, "in the professor's name"));
  expect((await phone.next("Refusal")).payload.code).toBe("forbidden");

  phone.sendText(chat(student.userId, group, "Hello from the phone"));
  const frame = await phone.next("ChatMessage");
  expect(frame.payload as object).toEqual({
    content: "Hello from the phone",
    displayName: "Test User",
  });

  for (const server of ["realtime", "web"] as const) {
    await system.kill(server);
    const { body } = await api(admin, `/conversation/${group}/messages`);
    const { messages } = body as Messages;
    const found = messages.filter(({ content }) => content === "Hello from the phone");
    expect(found.map(({ sender_id: sender }) => sender)).toEqual([student.userId]);
    expect(messages.map(({ content }) => content)).not.toContain("in the professor's name");
  }
  const page = await fetch(`${system.webUrl}/chat/${group}`, { headers: { Cookie: admin.cookie } });
  expect(await page.text()).toContain("Hello from the phone");
});

test("a message posted by REST in one process reaches a socket of the other", async () => {
  const admin = await mobile("admin@admin.com", "admin");
  const group = await groupOf(admin, "Welcome");
  const socket = await joined(admin, group);
  const response = await fetch(`${system.webUrl}/api/conversation/${group}/messages`, {
    method: "POST",
    headers: { Authorization: `Bearer ${admin.token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ content: "posted by REST" }),
  });
  expect(response.status).toBe(201);
  expect((await socket.next("ChatMessage")).payload.content).toBe("posted by REST");
});
