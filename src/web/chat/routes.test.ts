import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import { currentEpoch } from "#core/log/read.ts";
import { readHistory } from "#core/messages/history.ts";
import { sendMessage, removeMessage } from "#core/messages/messages.ts";
import { createRateLimits } from "#core/rates.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import type { ConversationPage, OlderPage } from "#ui/chat/chat_state.ts";
import { createApp } from "../app.tsx";
import { chatRoutes } from "./routes.tsx";

const origin = "http://127.0.0.1:5000";
let services: TestServices;
let admin: TestPerson;
let member: TestPerson;
let stranger: TestPerson;
let groupId: string;
let app: ReturnType<typeof createApp>;

beforeEach(async () => {
  services = testServices();
  admin = await makePerson(services, { role: "admin" });
  member = await makePerson(services, { name: "Mira" });
  stranger = await makePerson(services);
  const members = [{ userId: member.id }];
  groupId = (await createGroup(admin.context, { name: "Team 1", description: "", members })).id;
  const assets = { url: (name: string) => `/assets/${name}`, file: () => undefined };
  app = createApp({ services, config: services.config, assets }, chatRoutes);
});

afterEach(() => services.dispose());

interface Asked {
  by?: TestPerson;
  form?: Record<string, string>;
  json?: unknown;
  origin?: string;
}

async function ask(path: string, asked: Asked = {}): Promise<Response> {
  const headers = new Headers({ Accept: asked.json ? "application/json" : "text/html" });
  if (asked.by) headers.set("Cookie", asked.by.cookie);
  if (!asked.form && !asked.json) return app.request(origin + path, { headers });
  headers.set("Origin", asked.origin ?? origin);
  if (asked.json) headers.set("Content-Type", "application/json");
  const body = asked.form ? new URLSearchParams(asked.form) : JSON.stringify(asked.json);
  return app.request(origin + path, { method: "POST", headers, body });
}

const contents = async () =>
  (await readHistory(admin.context, { conversationId: groupId })).map(({ content }) => content);

describe("the chat refuses", () => {
  test("strangers on every route, as if the group did not exist", async () => {
    await sendMessage(member.context, { conversationId: groupId, content: "only for members" });
    const asks = [
      ask(`/chat/${groupId}`, { by: stranger }),
      ask(`/chat/${groupId}/data`, { by: stranger }),
      ask(`/chat/${groupId}/data?before=9`, { by: stranger }),
      ask(`/chat/${groupId}`, { by: stranger, form: { content: "let me in" } }),
      ask(`/chat/${groupId}/original`, { by: stranger, json: { messageId: "any" } }),
      ask("/chat/no-such-group", { by: stranger }),
    ];
    for (const answer of await Promise.all(asks)) {
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain("only for members");
    }
    expect(await contents()).toEqual(["only for members"]);
  });

  test("visitors who are not signed in", async () => {
    const shown = await ask(`/chat/${groupId}`);
    expect(shown.status).toBe(302);
    expect(shown.headers.get("Location")).toBe(
      `/auth/login?next=${encodeURIComponent(`/chat/${groupId}`)}`,
    );
    const headers = { Accept: "application/json" };
    expect((await app.request(`${origin}/chat/${groupId}/data`, { headers })).status).toBe(401);
  });

  test("messages that another site sends in a member's name", async () => {
    const form = { content: "forged" };
    const answer = await ask(`/chat/${groupId}`, {
      by: member,
      form,
      origin: "http://evil.example",
    });
    expect(answer.status).toBe(403);
    expect(await contents()).toEqual([]);
  });

  test("blank and overlong messages, and shows again what was typed", async () => {
    const long = `x${"y".repeat(8_000)}`;
    const answer = await ask(`/chat/${groupId}`, { by: member, form: { content: long } });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(long);
    expect((await ask(`/chat/${groupId}`, { by: member, form: { content: " \n" } })).status).toBe(
      422,
    );
    expect(await contents()).toEqual([]);
  });

  test("everyone but staff the text of a removed message", async () => {
    const message = await sendMessage(member.context, { conversationId: groupId, content: "rude" });
    const key = { conversationId: groupId, messageId: message.id };
    await removeMessage(admin.context, key);
    const path = `/chat/${groupId}/original`;
    const asked = { json: { messageId: message.id } };
    expect((await ask(path, { by: member, ...asked })).status).toBe(404);
    expect((await ask(path, { by: admin, json: { messageId: [] } })).status).toBe(404);
    const shown = await ask(path, { by: admin, ...asked });
    expect(shown.status).toBe(200);
    expect(await shown.json()).toEqual({ content: "rude" });
  });
});

test("a form without scripts posts the message and returns to the page", async () => {
  const answer = await ask(`/chat/${groupId}`, { by: member, form: { content: "by form\r\ntwo" } });
  expect(answer.status).toBe(303);
  expect(answer.headers.get("Location")).toBe(`/chat/${groupId}`);
  expect(await contents()).toEqual(["by form\ntwo"]);
  const page = await (await ask(`/chat/${groupId}`, { by: member })).text();
  expect(page).toContain("by form\ntwo");
});

test("text that people write cannot become markup, in the page or in its data", async () => {
  const hostile = `</script><img src=x onerror=alert(1)><b>"'`;
  await sendMessage(member.context, { conversationId: groupId, content: hostile });
  const page = await (await ask(`/chat/${groupId}`, { by: member })).text();
  expect(page).not.toContain("<img");
  expect(page).not.toContain("<b>");
  expect(page).not.toMatch(/ style=/);
  expect(page).toContain("&lt;img src=x");
});

test("the page has the newest 50 messages, and older ones follow without a gap", async () => {
  const calm = { ...member.context, rates: { ...services.rates } };
  for (let count = 1; count <= 60; count++) {
    calm.rates = testRates(calm.rates);
    await sendMessage(calm, { conversationId: groupId, content: `message ${count}` });
  }
  const newest = (await (
    await ask(`/chat/${groupId}/data`, { by: member })
  ).json()) as ConversationPage;
  expect(newest.messages).toHaveLength(50);
  expect(newest.hasOlder).toBe(true);
  expect(newest.conversation.seq).toBeGreaterThanOrEqual(newest.messages.at(-1)!.seq);
  expect(newest.epoch).toBe(await currentEpoch(services));
  const before = newest.messages[0]!.seq;
  const path = `/chat/${groupId}/data?before=${before}`;
  const older = (await (await ask(path, { by: member })).json()) as OlderPage;
  expect(older.hasOlder).toBe(false);
  expect([...older.messages, ...newest.messages].map(({ content }) => content)).toEqual(
    Array.from({ length: 60 }, (_, index) => `message ${index + 1}`),
  );
});

describe("a group's page", () => {
  const write = async (count: number) => {
    for (let index = 1; index <= count; index++) {
      const context = { ...admin.context, rates: testRates(services.rates) };
      await sendMessage(context, { conversationId: groupId, content: `unread ${index}` });
    }
  };
  const read = async (query = "") =>
    (await (await ask(`/chat/${groupId}/data${query}`, { by: member })).json()) as ConversationPage;
  const newest = async () => {
    const { messages } = await read();
    return { count: messages.length, first: messages[0]!.content };
  };

  test("has every unread message and some before; if more than 200 are unread, the newest page", async () => {
    for (let index = 1; index <= 20; index++) {
      await sendMessage(
        { ...member.context, rates: testRates(services.rates) },
        {
          conversationId: groupId,
          content: `read ${index}`,
        },
      );
    }
    await write(45);
    expect(await newest()).toEqual({ count: 55, first: "read 11" });
    await write(155);
    expect(await newest()).toEqual({ count: 210, first: "read 11" });
    await write(1);
    expect(await newest()).toEqual({ count: 50, first: "unread 107" });
    // Both the page and the older page that links without scripts lead to.
    expect(await (await ask(`/chat/${groupId}`, { by: member })).text()).not.toContain(
      "unread 106",
    );
  });

  test("gives older pages of the requested size, with at most 200 messages", async () => {
    await write(260);
    const older = async (query: string) => (await read(`?before=999${query}`)).messages.length;
    expect(await older("")).toBe(50);
    expect(await older("&count=120")).toBe(120);
    expect(await older("&count=1000000")).toBe(200);
    for (const nonsense of ["0", "-5", "1e3", "many", ""]) {
      expect(await older(`&count=${nonsense}`)).toBe(50);
    }
  });
});

/** Rate limits that nothing has used yet. */
function testRates(rates: TestServices["rates"]): TestServices["rates"] {
  return { ...rates, messages: createRateLimits(services.clock).messages };
}
