/** How much one account may read at once, and what other users notice of it. */
import { afterEach, expect, setDefaultTimeout, test } from "bun:test";
import { createGroup } from "#core/groups/groups.ts";
import type { Context } from "#core/context.ts";
import { limits } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { patienceMs, testMs } from "#tests/support/patience.ts";
import { within } from "#tests/support/output.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { testWeb } from "#tests/support/web.ts";
import { createApp } from "#web/app.tsx";
import { api } from "#web/http/route.ts";

setDefaultTimeout(testMs);

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

interface Course {
  web: ReturnType<typeof testWeb>;
  clock: FakeClock;
  staff: TestPerson;
  student: TestPerson;
  group: string;
}

async function course(): Promise<Course> {
  const clock = new FakeClock();
  const web = testWeb({ clock });
  ends.push(() => web.services.dispose());
  const staff = await makePerson(web.services, { role: "admin" });
  const student = await makePerson(web.services);
  const members = [{ userId: student.id }];
  const { id: group } = await createGroup(staff.context, {
    name: "Team",
    description: "",
    members,
  });
  return { web, clock, staff, student, group };
}

/** Stored directly: nobody could type so fast. */
async function fill(
  { db }: Context,
  { by, group }: { by: TestPerson; group: string },
  texts: string[],
) {
  await db.transaction(async (tx) => {
    for (const [index, text] of texts.entries()) {
      await tx.run`
        insert into messages (id, sender_id, conversation_id, content, sent_from_client, sent_from_server,
          seq, number)
        values (${`m${index}`}, ${by.id}, ${group}, ${text}, ${"2026-01-01T00:00:00.000Z"},
          ${"2026-01-01T00:00:00.000Z"}, ${index + 100}, ${index + 1})`;
    }
    const last = texts.length - 1;
    await tx.run`
      update conversations set last_seq = ${last + 100}, message_count = ${texts.length},
        last_message_id = ${`m${last}`} where id = ${group}`;
  });
}

interface Page {
  status: number;
  bytes: number;
  count: number;
  older: string | undefined;
  retryAfter: string | null;
}

async function read({ web }: Course, path: string, by: TestPerson): Promise<Page> {
  const answer = await web.request(path, { headers: { Authorization: `Bearer ${by.token}` } });
  const text = await answer.text();
  const { messages = [] } = JSON.parse(text) as { messages?: unknown[] };
  return {
    status: answer.status,
    bytes: Buffer.byteLength(text),
    count: messages.length,
    older: /<([^>]+)>; rel="prev"/.exec(answer.headers.get("Link") ?? "")?.[1],
    retryAfter: answer.headers.get("Retry-After"),
  };
}

for (const [title, sign] of [
  ["three bytes a sign", "€"],
  ["signs that JSON writes as two", '"'],
] as const) {
  test(`a page of the longest texts ends at 512 KiB, and links to the rest: ${title}`, async () => {
    const given = await course();
    const { student, group } = given;
    await fill(student.context, { by: student, group }, Array(120).fill(sign.repeat(8_000)));
    let path: string | undefined = `/api/conversation/${group}/messages?limit=1000`;
    let seen = 0;
    for (let pages = 0; path && pages < 50; pages += 1) {
      const page: Page = await read(given, path, student);
      expect(page.status).toBe(200);
      expect(page.bytes).toBeLessThan(limits.pageBytes * 1.1);
      expect(page.count).toBeGreaterThan(10);
      expect(page.older === undefined).toBe(seen + page.count === 120);
      seen += page.count;
      path = page.older;
    }
    expect(seen).toBe(120);
  });
}

test("a requested limit is respected, and short texts come a thousand at a time", async () => {
  const given = await course();
  const { student, group } = given;
  await fill(student.context, { by: student, group }, Array(1_500).fill("Hello"));
  const path = `/api/conversation/${group}/messages`;
  expect(await read(given, `${path}?limit=7`, student)).toMatchObject({ count: 7 });
  expect(await read(given, `${path}?limit=250`, student)).toMatchObject({ count: 250 });
  expect(await read(given, path, student)).toMatchObject({ count: 1_000 });
});

test("the chat's own page of long texts ends early as well, and says that there are older ones", async () => {
  const given = await course();
  const { web, student, group } = given;
  await fill(student.context, { by: student, group }, Array(60).fill("€".repeat(8_000)));
  let before = "";
  let seen = 0;
  for (let hasOlder = true; hasOlder;) {
    const answer = await web.get(`/chat/${group}/data${before}`, student);
    const page = (await answer.json()) as { messages: { seq: number }[]; hasOlder: boolean };
    expect(page.messages.length).toBeGreaterThan(10);
    expect(page.messages.length).toBeLessThan(30);
    seen += page.messages.length;
    ({ hasOlder } = page);
    before = `?before=${page.messages[0]!.seq}`;
  }
  expect(seen).toBe(60);
});

test("an account that reads endlessly is told to wait, and no other is", async () => {
  const given = await course();
  const { clock, staff, student, group } = given;
  await fill(student.context, { by: student, group }, Array(40).fill("€".repeat(8_000)));
  const path = `/api/conversation/${group}/messages`;
  let pages = 0;
  let page = await read(given, path, student);
  for (; page.status === 200 && pages < 200; pages += 1) page = await read(given, path, student);
  expect(page).toMatchObject({ status: 429, retryAfter: "1" });
  expect(pages).toBeWithin(25, 60);
  expect((await read(given, "/api/me", student)).status).toBe(429);
  expect((await read(given, path, staff)).status).toBe(200);
  await clock.advance(1_000);
  expect((await read(given, path, student)).status).toBe(200);
});

test("pages cost the time to render them: about two hundred at once, then one after another", async () => {
  const given = await course();
  const { web, clock, student, group } = given;
  let status = 200;
  let pages = 0;
  for (; status === 200 && pages < 1_000; pages += 1) {
    ({ status } = await web.get(`/chat/${group}`, student));
  }
  expect(status).toBe(429);
  expect(pages).toBeWithin(150, 260);
  const page = await (await web.get(`/chat/${group}`, student)).text();
  expect(page).toContain("You are reading faster than anyone can.");
  // Signing out is never refused.
  expect((await web.post("/auth/logout", {}, student)).status).toBe(303);
  await clock.advance(60_000);
});

test("a client that fetches a whole term of ordinary messages is not refused", async () => {
  const given = await course();
  const { student, group } = given;
  const text = "A message of ordinary length, as people write them to each other. ".repeat(3);
  await fill(student.context, { by: student, group }, Array(10_000).fill(text));
  let path: string | undefined = `/api/conversation/${group}/messages`;
  let seen = 0;
  while (path) {
    const page: Page = await read(given, path, student);
    expect(page.status).toBe(200);
    seen += page.count;
    path = page.older;
  }
  expect(seen).toBe(10_000);
});

/** Sends a request, and reads only the first bytes of the answer. */
async function askAndWait(port: number, by: TestPerson, { method = "GET", accepts = "" } = {}) {
  const first = Promise.withResolvers<string>();
  const socket = await Bun.connect({
    hostname: "127.0.0.1",
    port,
    socket: {
      data(open, chunk) {
        open.pause();
        first.resolve(Buffer.from(chunk).toString("latin1"));
      },
    },
  });
  socket.write(
    `${method} /large HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${by.token}\r\nAccept-Encoding: ${accepts}\r\n\r\n`,
  );
  const answer = await within(first.promise, patienceMs, () => "Nothing was answered.");
  return { status: Number(answer.slice(9, 12)), answer, end: () => socket.terminate() };
}

function serveLarge(services: TestServices, large: BodyInit = "x".repeat(8 * 1024 * 1024)): number {
  const handle = () => new Response(large, { headers: { "Content-Type": "text/plain" } });
  const table = [
    api({ method: "GET", path: "/large", policy: "signed_in", handle }),
    api({ method: "POST", path: "/large", policy: "signed_in", handle }),
  ];
  const assets = { url: (name: string) => `/assets/${name}`, file: () => undefined };
  const app = createApp({ services, config: services.config, assets }, table);
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    // On a busy machine the readers wait longer than by default.
    idleTimeout: 255,
    fetch: (request) => app.fetch(request),
  });
  ends.push(() => server.stop(true));
  return server.port!;
}

test("few large answers wait for readers, and their places become free when the reader disconnects", async () => {
  const services = testServices();
  ends.push(() => services.dispose());
  // The amount read does not matter here.
  services.rates.readingByAccount.wait = () => 0;
  const [reader, other] = [await makePerson(services), await makePerson(services)];
  const port = serveLarge(services);
  const readers = [];
  for (let count = 0; count < 16; count += 1) readers.push(await askAndWait(port, reader));
  expect(readers.every(({ status }) => status === 200)).toBe(true);
  const refused = await askAndWait(port, reader);
  expect(refused.status).toBe(429);
  expect(refused.answer).toMatch(/\r\nRetry-After: 1\r\n/i);
  // A change is always answered, and so are other accounts.
  expect((await askAndWait(port, reader, { method: "POST" })).status).toBe(200);
  const theirs = await askAndWait(port, other);
  expect(theirs.status).toBe(200);
  for (const { end } of readers) end();
  const whole = async () => {
    const headers = { Authorization: `Bearer ${reader.token}` };
    const answer = await fetch(`http://127.0.0.1:${port}/large`, { headers });
    return { status: answer.status, bytes: (await answer.arrayBuffer()).byteLength };
  };
  let answer = await whole();
  while (answer.status === 429) answer = await whole();
  expect(answer).toEqual({ status: 200, bytes: 8 * 1024 * 1024 });
  for (let count = 0; count < 40; count += 1) expect((await whole()).status).toBe(200);
});

test("compressed large answers are limited as well, and their refusal is not compressed", async () => {
  const services = testServices();
  ends.push(() => services.dispose());
  services.rates.readingByAccount.wait = () => 0;
  const reader = await makePerson(services);
  // Compression saves nothing on random bytes.
  const noise = new Uint8Array(8 * 1024 * 1024);
  for (let at = 0; at < noise.length; at += 65_536) {
    crypto.getRandomValues(noise.subarray(at, at + 65_536));
  }
  const port = serveLarge(services, noise);
  for (let count = 0; count < 16; count += 1) {
    const { status, answer } = await askAndWait(port, reader, { accepts: "gzip" });
    expect(status).toBe(200);
    expect(/\r\nContent-Encoding: gzip\r\n/i.test(answer)).toBe(true);
  }
  const refused = await askAndWait(port, reader, { accepts: "gzip" });
  expect(refused.status).toBe(429);
  expect(refused.answer).not.toMatch(/\r\nContent-Encoding/i);
  expect(refused.answer).toContain('"code":"limited"');
});

test("compressed answers count with their full size, so compression lets nobody read more", async () => {
  const given = await course();
  const { web, student, group } = given;
  await fill(student.context, { by: student, group }, Array(40).fill("€".repeat(8_000)));
  const headers = { Authorization: `Bearer ${student.token}`, "Accept-Encoding": "gzip" };
  const ask = () => web.request(`/api/conversation/${group}/messages`, { headers });
  let pages = 0;
  let answer = await ask();
  expect(answer.headers.get("Content-Encoding")).toBe("gzip");
  expect((await answer.arrayBuffer()).byteLength).toBeLessThan(64 * 1024);
  for (; answer.status === 200 && pages < 200; pages += 1) answer = await ask();
  expect(answer.status).toBe(429);
  expect(pages).toBeWithin(25, 60);
});
