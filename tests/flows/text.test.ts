/** One rule for text everywhere: page, API and socket accept and refuse the same. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { getGroup } from "#core/groups/groups.ts";
import { readHistory } from "#core/messages/history.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import {
  makeGroup,
  startTestRealtime,
  type TestRealtime,
  type TestSocket,
} from "#tests/support/realtime.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";

let realtime: TestRealtime;
let web: TestWeb;
let admin: TestPerson;
let mira: TestPerson;
let group: string;
let socket: TestSocket;

beforeAll(async () => {
  realtime = await startTestRealtime();
  web = testWeb({ services: realtime.services });
  admin = await makePerson(web.services, { role: "admin", name: "Professor Oak" });
  mira = await makePerson(web.services, { name: "Mira Sol" });
  group = await makeGroup(admin.context, [mira]);
  socket = await realtime.connect(admin);
  await socket.identify(admin);
});
afterAll(() => realtime.stop());

const api = async (method: string, path: string, json?: unknown) => {
  const response = await web.request(path, {
    method,
    headers: { Authorization: `Bearer ${admin.token}`, "Content-Type": "application/json" },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
};
const messages = async () => (await readHistory(admin.context, { conversationId: group })).length;
/** The refusal that answers a frame. */
const refusal = async (messageType: string, payload: object, meta: object = {}) => {
  const own = { conversationId: group, senderId: admin.id };
  socket.sendText(JSON.stringify({ messageType, payload, meta: { ...own, ...meta } }));
  return (await socket.next("Refusal")).payload;
};
const german = { "Accept-Language": "de" };

describe("a message with nothing visible is refused by page, API and socket:", () => {
  const blank = [
    ...Array.from(
      " \t\n\r\u0007\u0085\u00ad\u034f\u115f\u180e\u200b\u200d\u202e\u2060\u2800\u3164\ufe0f\ufeff",
    ),
    "\u{e0041}",
    "\u0301",
    "\ufffc",
    "\u{1d159}",
    "\u200b \u3164\n\u2800",
  ];
  for (const content of blank) {
    const codes = Array.from(content, (sign) => sign.codePointAt(0)!.toString(16)).join(" ");
    test(codes, async () => {
      const before = await messages();
      const path = `/api/conversation/${group}/messages`;
      expect((await api("POST", path, { content })).status).toBe(422);
      expect((await web.post(`/chat/${group}`, { content }, admin)).status).toBe(422);
      const { code, message } = await refusal("ChatMessage", { content });
      expect([code, message]).toEqual(["invalid", "payload.content must not be blank."]);
      expect(await messages()).toBe(before);
    });
  }
});

describe("NUL and half a character are refused everywhere, and nothing is stored:", () => {
  for (const bad of ["\0", "a\0b", "a\ud800b"]) {
    const shown = JSON.stringify(bad);

    test(`message, edit, reason, id and time of ${shown}`, async () => {
      const { id } = await sendMessage(admin.context, { conversationId: group, content: "Good" });
      const before = await messages();
      const path = `/api/conversation/${group}/messages`;
      expect((await api("POST", path, { content: bad })).status).toBe(422);
      expect((await api("POST", path, { content: "x", client_id: bad })).status).toBe(422);
      expect((await api("PATCH", `${path}/${id}`, { content: bad })).status).toBe(422);
      const meta = { messageId: id };
      const refused = [
        await refusal("ChatMessage", { content: bad }),
        await refusal("ChatMessage", { content: "x" }, { messageId: bad }),
        await refusal("ChatMessage", { content: "x" }, { timestamp: bad }),
        await refusal("EditMessage", { content: bad }, meta),
        await refusal("RemoveMessage", { reason: bad }, meta),
      ];
      expect(refused.map(({ code }) => code)).toEqual(Array(5).fill("invalid"));
      expect(refused[0]?.message).toBe("payload.content must be well-formed Unicode without NUL.");
      expect(await messages()).toBe(before);
    });

    // A form cannot send half a character.
    if (!bad.includes("\0")) continue;
    test(`forms with ${shown} say why, in the reader's language`, async () => {
      const name = await web.post("/groups/create", { name: bad }, admin, german);
      expect(name.status).toBe(422);
      expect(await name.text()).toContain("Zeichen, die sich nicht speichern lassen");
      const content = await web.post(`/chat/${group}`, { content: bad }, admin);
      expect(content.status).toBe(422);
      expect(await content.text()).toContain("characters that cannot be stored");
      const deal = { pattern: bad, count: "1", by: "groups", step: "preview", member: mira.id };
      expect((await web.post("/groups/create-many", deal, admin)).status).toBe(422);
      const person = { name: bad, email: "x@uni.example.edu", role: "user" };
      expect((await web.post("/users/create", person, admin)).status).toBe(422);
      expect((await web.post("/account", { name: bad }, admin)).status).toBe(422);
      const description = { name: "Fine", description: bad };
      expect((await web.post("/groups/create", description, admin)).status).toBe(422);
    });
  }
});

test("the API refuses a reason with NUL", async () => {
  const { id } = await sendMessage(mira.context, { conversationId: group, content: "Good" });
  const path = `/api/conversation/${group}/messages/${id}?reason=`;
  expect((await api("DELETE", `${path}a%00b`)).status).toBe(422);
  expect((await api("DELETE", path + "x".repeat(501))).status).toBe(422);
});

test("a reason is one line, without changes of direction", async () => {
  const { id } = await sendMessage(mira.context, { conversationId: group, content: "Good" });
  const reason = encodeURIComponent("spam\n2026-11-25  Admin\u001b[8m \u202egpj.exe");
  const path = `/api/conversation/${group}/messages/${id}?reason=${reason}`;
  const { json } = await api("DELETE", path);
  expect(json).toMatchObject({
    message: { removed: { reason: "spam 2026-11-25 Admin[8m gpj.exe" } },
  });
});

test("[M1] every line break becomes LF everywhere, so that a field returns what is stored", async () => {
  const content = "one\r\ntwo\rthree\n\tfour";
  const stored = "one\ntwo\nthree\n\tfour";
  const { json } = await api("POST", `/api/conversation/${group}/messages`, { content });
  expect(json).toMatchObject({ message: { content: stored } });
  const meta = { conversationId: group, senderId: admin.id, timestamp: "", messageId: "crlf" };
  socket.send({ messageType: "ChatMessage", payload: { content, displayName: "" }, meta });
  expect((await socket.next("Ack")).payload.message.content).toBe(stored);
  await web.post(`/chat/${group}`, { content }, admin);
  const page = await readHistory(admin.context, { conversationId: group });
  expect(page.slice(-3).map((message) => message.content)).toEqual([stored, stored, stored]);
  const { id } = page.at(-1)!;
  const path = `/api/conversation/${group}/messages/${id}`;
  expect((await api("PATCH", path, { content })).json).toMatchObject({
    message: { content: stored },
  });
});

test("the length of a message is that of its stored text, in API and socket alike", async () => {
  const fits = "a\r\n".repeat(4_000);
  const path = `/api/conversation/${group}/messages`;
  expect((await api("POST", path, { content: fits })).status).toBe(201);
  expect((await api("POST", path, { content: `${fits}b` })).status).toBe(422);
  const meta = { conversationId: group, senderId: admin.id, timestamp: "", messageId: "long" };
  socket.send({ messageType: "ChatMessage", payload: { content: fits, displayName: "" }, meta });
  expect((await socket.next("Ack")).payload.message.content).toHaveLength(8_000);
  expect((await refusal("ChatMessage", { content: `${fits}b` })).message).toContain("8000");
});

describe("groups have visible names:", () => {
  test("a name of invisible characters or marks is refused by form and API", async () => {
    for (const name of ["\u3164", "\u2800\u200b", "\u202e", "\u0007", "\u0301\u0301", "..."]) {
      const form = await web.post("/groups/create", { name }, admin);
      const { status } = await api("POST", "/api/conversations", { name });
      const changed = await api("PATCH", `/api/conversation/${group}`, { name });
      expect([name, form.status, status, changed.status]).toEqual([name, 422, 422, 422]);
    }
    const said = await web.post("/groups/create", { name: "..." }, admin, german);
    expect(await said.text()).toContain("mindestens einen Buchstaben");
  });

  test("control and direction characters are dropped from a name, and it is composed", async () => {
    const name = "\u202eU\u0308bung\u0007 1\u001b";
    const { json } = await api("POST", "/api/conversations", {
      name,
      description: "a\r\nb",
    });
    expect(json).toMatchObject({ conversation: { name: "Übung 1", description: "a\nb" } });
  });

  test("an older name in another form stays until it is changed", async () => {
    const old = await makeGroup(admin.context, [], "Old");
    await web.services.db.transaction(
      (tx) =>
        tx.run`update conversations set name = ${"\u3164"}, description = ${"a\u0007"} where id = ${old}`,
    );
    const form = { name: "\u3164", description: "now described", member: admin.id };
    expect(
      (await web.post(`/groups/${old}/edit`, { ...form, shown: admin.id }, admin)).status,
    ).toBe(303);
    expect(await getGroup(admin.context, old)).toMatchObject({
      name: "\u3164",
      description: "now described",
    });
    expect((await api("PATCH", `/api/conversation/${old}`, { name: "New" })).status).toBe(200);
  });
});

describe("people have visible names that can be told apart:", () => {
  const add = (name: string, email = `p${Math.random()}@uni.example.edu`) =>
    api("POST", "/api/users", { name, email, role: "user" });

  test("nobody can have an invisible name, or one that pages show for missing names", async () => {
    const names = ["\u3164", "\u115f", "\uffa0", "\u00ad", "\u2800", "\u{1d173}", "\u0301", "!"];
    const reserved = [
      "Deleted user",
      "ＤELETED  USER",
      "Gelöschtes Konto",
      "Ada Okafor (you)",
      "Ada （Sie）",
    ];
    for (const name of [...names, ...reserved, "\u0410dmin"]) {
      expect([name, (await add(name)).status]).toEqual([name, 422]);
      const form = { name, email: "somebody@uni.example.edu", password: "a long password" };
      expect([name, (await web.post("/auth/register", form)).status]).toEqual([name, 422]);
      expect([name, (await web.post("/auth/guest", form)).status]).toEqual([name, 422]);
      expect([name, (await web.post("/account", { name }, mira)).status]).toEqual([name, 422]);
    }
  });

  test("the rule knows every text that pages show for missing names", async () => {
    const { textsOf } = await import("#ui/text/catalogue.ts");
    const { lateTexts } = await import("#ui/text/chat_late.ts");
    for (const locale of ["en", "de"] as const) {
      const { chat, common, audit, conversations } = textsOf(locale);
      for (const name of [chat.deletedUser, common.deletedUser, audit.deletedUser]) {
        expect([name, (await add(name)).status]).toEqual([name, 422]);
      }
      expect((await add(`Ada (${lateTexts(locale).you})`)).status).toBe(422);
      expect((await add(`Ada (${conversations.you})`)).status).toBe(422);
    }
  });

  test("invisible characters are dropped from names; joiners in emoji and Persian words stay", async () => {
    const names: [string, string][] = [
      ["Admin\u00ad", "Admin"],
      ["Ad\u034fm\u200cin\u061c", "Admin"],
      [`Z${"\u0301".repeat(120)}`, "\u0179\u0301\u0301\u0301\u0301"],
      ["Team 👩🏽‍💻", "Team 👩🏽‍💻"],
      ["خانه\u200cی", "خانه\u200cی"],
    ];
    for (const [typed, stored] of names) {
      expect((await add(typed)).json).toMatchObject({ user: { name: stored } });
    }
  });

  test("an older name in another form stays while other fields change", async () => {
    const odd = await makePerson(web.services, { name: "\u202eOdd\u00ad" });
    const { status, json } = await api("PATCH", `/api/users/${odd.id}`, { role: "admin" });
    expect([status, json]).toMatchObject([200, { user: { name: "\u202eOdd\u00ad" } }]);
    const form = { name: "\u202eOdd\u00ad", locale: "de", theme: "" };
    expect((await web.post("/account", form, odd)).status).toBe(303);
  });

  test("the length of a name is that of its stored text", async () => {
    expect((await add("u\u0308".repeat(120))).status).toBe(201);
    expect((await add("ü".repeat(121))).status).toBe(422);
  });
});

describe("ids:", () => {
  test("[L7] a client's own id with spaces or control characters is refused by API and socket", async () => {
    for (const id of ["a b", "a\tb", "a\u00a0b", "a\u200bb", "a\nb", " a"]) {
      const path = `/api/conversation/${group}/messages`;
      expect((await api("POST", path, { content: "x", client_id: id })).status).toBe(422);
      expect((await refusal("ChatMessage", { content: "x" }, { messageId: id })).code).toBe(
        "invalid",
      );
    }
  });

  test("[L7] a group's id with control characters or spaces at its ends is refused", async () => {
    for (const conversationId of [`${group}\n`, ` ${group}`, `${group}\u0000`, "\u2028x"]) {
      expect((await refusal("Typing", {}, { conversationId })).code).toBe("invalid");
      expect((await refusal("Open", {}, { conversationId })).code).toBe("invalid");
    }
  });
});

test("staff who write to a group that does not exist are refused, and nobody receives it", async () => {
  const peer = await realtime.connect(mira);
  await peer.identify(mira);
  peer.send({ messageType: "Open", payload: {}, meta: { conversationId: group } });
  await peer.next("Opened");
  const conversationId = `${group} X`;
  expect((await refusal("Typing", {}, { conversationId })).code).toBe("not_found");
  await peer.settle();
  expect(peer.frames.some(({ messageType }) => messageType === "Typing")).toBe(false);
});

test("a time and a name that are not passed on may be as long as a frame", async () => {
  const meta = { conversationId: group, senderId: admin.id, messageId: "late" };
  const payload = { content: "Hello", displayName: "n".repeat(5_000) };
  socket.sendText(
    JSON.stringify({
      messageType: "ChatMessage",
      payload,
      meta: { ...meta, timestamp: "t".repeat(5_000) },
    }),
  );
  const { payload: ack } = await socket.next(
    "Ack",
    ({ meta: { clientId } }) => clientId === "late",
  );
  const row = await web.services.db.get`
    select case when sent_from_client = sent_from_server then 1 else 0 end as same from messages where id = ${ack.message.id}`;
  expect(row).toEqual({ same: 1 });
});
