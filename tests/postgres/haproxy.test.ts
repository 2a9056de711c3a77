/** Three machines behind the HAProxy of deploy/. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { Crowd } from "#tests/simulation/crowd.ts";
import { rollingRestart } from "#tests/simulation/rolling_restart.ts";
import { type BalancedChat, startBalancedChat } from "#tests/support/balanced_chat.ts";
import { patienceMs, testMs, until } from "#tests/support/patience.ts";
import type { TestPerson } from "#tests/support/people.ts";
import { makeGroup, openPresence, openSocket, type TestSocket } from "#tests/support/realtime.ts";
import type { System } from "#tests/support/system.ts";
import { emptyDatabase } from "./empty_database.ts";

setDefaultTimeout(testMs);

const password = "a password of somebody";
let chat: BalancedChat;
let prof: TestPerson;
beforeAll(async () => {
  chat = await startBalancedChat(await emptyDatabase());
  prof = await chat.person({ role: "admin", password: await hashPassword(password) });
});
afterAll(() => chat.stop());

const tls = () => ({ ca: chat.balancer.certificate });

const ask = (path: string, init: RequestInit = {}) =>
  fetch(chat.webUrl + path, { redirect: "manual", ...init, tls: tls() } as RequestInit);

async function connect(person: TestPerson): Promise<TestSocket> {
  const headers = { Cookie: person.cookie, Origin: chat.webUrl };
  const socket = await openSocket(chat.wsUrl, { headers, tls: tls() });
  await socket.identify(person);
  return socket;
}

/** What the balancer says, from a line on. */
const said = (words: string, from: number) =>
  chat.balancer.output.line((line) => line.includes(words), from);

test("one cookie opens pages on every machine", async () => {
  const body = new URLSearchParams({ email: prof.email, password });
  const headers = { Origin: chat.webUrl };
  const answer = await ask("/auth/login", { method: "POST", headers, body });
  expect(answer.status).toBe(303);
  const cookies = answer.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
  const Cookie = cookies.find((pair) => pair.startsWith("__Host-session=")) ?? "";
  for (const _ of chat.machines) {
    const page = await ask("/conversations", { headers: { Cookie } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("</html>")]);
  }
  const answered = chat.machines.map(({ output }) =>
    output.line((line) => line.includes('"path":"/conversations"')),
  );
  for (const line of await Promise.all(answered)) expect(line).toContain('"status":200');
});

test("plain http leads to https", async () => {
  const answer = await fetch(`${chat.plainUrl}/auth/login?next=x`, { redirect: "manual" });
  expect(answer.status).toBe(302);
  const { protocol, pathname, search } = new URL(answer.headers.get("Location") ?? "");
  expect([protocol, pathname, search]).toEqual(["https:", "/auth/login", "?next=x"]);
});

test("guesses count on all machines together, by the address that the balancer has seen", async () => {
  const attempt = async (forwarded: string) => {
    const headers = { "Content-Type": "application/json", "X-Forwarded-For": forwarded };
    const body = JSON.stringify({ email: prof.email, password: "no" });
    return (await ask("/auth/token", { method: "POST", headers, body })).status;
  };
  const statuses: number[] = [];
  for (let n = 1; n <= 6; n += 1) statuses.push(await attempt(`203.0.113.${n}`));
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
});

test("sockets on different machines chat live, with presence and typing", async () => {
  const [ann, ben, cleo] = await Promise.all([chat.person(), chat.person(), chat.person()]);
  const people = [ann, ben, cleo];
  const group = await makeGroup(prof.context, people);
  const sockets: TestSocket[] = [];
  for (const person of people) sockets.push(await connect(person));
  expect(await chat.sockets()).toEqual([1, 1, 1]);
  const [first, second, third] = sockets as [TestSocket, TestSocket, TestSocket];
  const online = await openPresence(first, group);
  await until(async () => people.every(({ id }) => online.has(id)), "everyone online");
  await openPresence(second, group);
  await openPresence(third, group);
  second.send({ messageType: "Typing", payload: {}, meta: { conversationId: group } });
  const typing = await first.next("Typing", ({ payload }) =>
    JSON.stringify(payload).includes(ben.id),
  );
  expect(typing.meta.conversationId).toBe(group);
  const meta = { conversationId: group, senderId: ben.id, timestamp: "" };
  second.send({ messageType: "ChatMessage", payload: { content: "Hello", displayName: "" }, meta });
  for (const socket of sockets) {
    const arrived = await socket.next("ChatMessage");
    expect(arrived.payload.content).toBe("Hello");
  }
  third.close();
  await until(async () => !online.has(cleo.id), "a departure on another machine");
  for (const socket of [first, second]) socket.close();
});

test("a machine that dies takes nobody's messages with it, and its people go on", async () => {
  const size = { writers: 9, restWriters: 3, observers: 3, groups: 3 };
  const crowd = await Crowd.gather(chat.services, chat, size);
  const before = chat.balancer.output.lines.length;
  expect(Math.min(...(await chat.sockets()))).toBeGreaterThan(0);
  const { answered } = await crowd.speak(3);
  const since = Date.now();
  await chat.kill(0);
  const pages = Array.from({ length: 6 }, () => ask("/auth/login").then(({ status }) => status));
  expect(await Promise.all(pages)).toEqual(Array.from(pages, () => 200));
  await answered;
  await (
    await crowd.speak(2)
  ).answered;
  const verdict = await crowd.judge(patienceMs);
  expect(verdict).toEqual({ acked: 51, stored: 51, reloads: 0, anomalies: [] });
  const back = crowd.clients.map(({ lastLiveAt }) => lastLiveAt).filter((at) => at > since);
  expect(back.length).toBeGreaterThan(0);
  await said("Server team-chat-sockets/one is DOWN", before);
  await chat.restart(0);
  await said("Server team-chat-sockets/one is UP", before);
});

test("[D1] [D2] [D4] machines restarted in turn while people write lose and duplicate nothing", async () => {
  const size = { writers: 24, restWriters: 3, observers: 3, groups: 4 };
  const { verdict, awayMs } = await rollingRestart(chat, size, { lateMs: patienceMs });
  expect(verdict.anomalies).toEqual([]);
  expect(verdict.stored).toBe(verdict.acked);
  expect(awayMs.length).toBeGreaterThanOrEqual(size.writers + size.observers);
});

test("a machine that ends is taken out by its health check, while it still serves", async () => {
  const [, ending] = chat.machines as [System, System];
  const headers = { Cookie: (await chat.person()).cookie };
  const open = Array.from({ length: 600 }, () => openSocket(ending.wsUrl, { headers }));
  const sockets = await Promise.all(open);
  const before = chat.balancer.output.lines.length;
  const ended = ending.stop();
  const line = await said("Health check for server team-chat-sockets/two failed", before);
  expect(line).toContain("code: 503");
  const { code } = await sockets.at(-1)!.closed;
  expect(code).toBe(1001);
  expect(await ended).toBe(0);
  const socket = await connect(await chat.person());
  await socket.settle();
  socket.close();
});
