/** What a first view weighs on the wire, as a browser asks for it. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { buildIfStale } from "#cli/build.ts";
import { createGroups } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { testMs } from "#tests/support/patience.ts";
import { makePerson, type TestPerson, unhurried } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { startWeb, type WebServer } from "#web/main.ts";

setDefaultTimeout(testMs);

let services: TestServices;
let server: WebServer;
let prof: TestPerson;
/** In ten of the groups. */
let ada: TestPerson;
let groupId: string;

beforeAll(async () => {
  await buildIfStale();
  services = testServices();
  server = startWeb(services.config, services);
  prof = await makePerson(services, { role: "admin", name: "Prof. Grace Hopper" });
  ada = await makePerson(services, { name: "Ada Lovelace" });
  const members: { userId: string }[] = [];
  for (let number = 1; number <= 12; number += 1) {
    const { id } = await makePerson(services, { name: `Student Numberedwith ${number}` });
    members.push({ userId: id });
  }
  const groups = Array.from({ length: 77 }, (_, index) => ({
    name: `Exercise group ${index + 1}: ${["Sorting", "Graphs", "Hashing"][index % 3]}`,
    description: `What is exercised on day ${index} of the term, and where.`,
    members: index < 10 ? [...members, { userId: ada.id }] : members,
  }));
  const made = await createGroups(prof.context, groups);
  groupId = made[0]!.id;
  for (const [index, { id }] of made.entries()) {
    const content = `Has anybody solved exercise ${index + 1} of sheet ${77 - index} already?`;
    await sendMessage(unhurried(prof.context), { conversationId: id, content });
  }
  for (let number = 0; number < 50; number += 1) {
    const content = `The answer ${number} is in chapter ${number % 7}, with an example.`;
    await sendMessage(unhurried(prof.context), { conversationId: groupId, content });
  }
});
afterAll(async () => {
  await server.stop();
  services.dispose();
});

async function fetched(path: string, by: TestPerson): Promise<{ bytes: number; text: string }> {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    headers: {
      Cookie: by.cookie,
      "Accept-Encoding": "gzip, deflate, br, zstd",
      "Sec-Fetch-Site": "same-origin",
    },
    decompress: false,
  });
  const body = Buffer.from(await answer.arrayBuffer());
  const encoding = answer.headers.get("Content-Encoding");
  expect([path, answer.status]).toEqual([path, 200]);
  // Some chunks are too small to be compressed.
  const unpack = { gzip: gunzipSync, br: brotliDecompressSync, zstd: zstdDecompressSync }[
    encoding ?? ""
  ];
  return { bytes: body.length, text: (unpack ? unpack(body) : body).toString() };
}

/** What a browser asks for only when it installs the page, saves it, or something is unread. */
const onRequest = /<link rel="(apple-touch-icon|manifest)"[^>]*>|data-unread="[^"]*"/g;

/**
 * A page with all that its first view loads: styles, icons, and scripts with what they import.
 * Scripts that others load later, when the browser is idle or at their first use, do not count.
 */
async function weigh(path: string, by = prof): Promise<Record<string, number>> {
  const page = await fetched(path, by);
  const weights: Record<string, number> = { page: page.bytes };
  const first = page.text.replaceAll(onRequest, "");
  const queue = new Set([...first.matchAll(/\/assets\/[\w.-]+/g)].map(([asset]) => asset));
  for (const asset of queue) {
    const { bytes, text } = await fetched(asset, by);
    weights[asset] = bytes;
    if (!asset.endsWith(".js")) continue;
    for (const [, name] of text.matchAll(/from"\.\/([\w.-]+\.js)"|import"\.\/([\w.-]+\.js)"/g)) {
      if (name) queue.add(`/assets/${name}`);
    }
  }
  return weights;
}

/** The styles, the icons and the scripts are kept by the browser from page to page. */
const sum = (weights: Record<string, number>) =>
  Object.values(weights).reduce((total, bytes) => total + bytes, 0);

test("the list of 77 groups weighs at most 40 kB with everything that it loads", async () => {
  const weights = await weigh("/groups");
  expect(Object.keys(weights).join(" ")).toMatch(/icons-\w+\.svg .*groups-\w+\.js/);
  expect(sum(weights), JSON.stringify(weights)).toBeLessThanOrEqual(40_000);
});

test("a student's first view of a chat weighs at most 60 kB with everything that it loads", async () => {
  const weights = await weigh(`/chat/${groupId}`, ada);
  expect(Object.keys(weights).join(" ")).toMatch(/chunk-\w+\.js .*chat_en-\w+\.js/);
  expect(sum(weights), JSON.stringify(weights)).toBeLessThanOrEqual(60_000);
});

test("a page names at once all that its scripts import", async () => {
  const page = await fetched(`/chat/${groupId}`, prof);
  const named = Array.from(page.text.matchAll(/\/assets\/[\w.-]+\.js/g), ([asset]) => asset);
  expect(
    Object.keys(await weigh(`/chat/${groupId}`)).filter((path) => path.endsWith(".js")),
  ).toEqual([...new Set(named)]);
});
