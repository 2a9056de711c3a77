/** What an answer costs its reader, and which answers take a place. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";
import type { Route } from "../http/route.ts";
import type { Visit } from "../http/visit.ts";

let web: TestWeb;
let student: TestPerson;
let staff: TestPerson;
/** What each answer cost, the places that are taken, and how long a reader must wait. */
let costs: number[];
let taken: Set<symbol>;
let waitMs: number;
let arePlacesFree: boolean;
let onHandle: () => void;

const handle = ({ c }: Visit) => {
  onHandle();
  const text = "x".repeat(Number(c.req.query("bytes") ?? 0));
  return new Response(text, { headers: { "Content-Type": "text/plain" } });
};
const routes: Route[] = [
  { method: "GET", path: "/answer", policy: "signed_in", kind: "api", handle },
  { method: "POST", path: "/answer", policy: "signed_in", kind: "api", handle },
  { method: "GET", path: "/page", policy: "signed_in", kind: "page", handle },
  ...(["staff", "teachers", "course_staff"] as const).map((policy): Route => ({
    method: "GET",
    path: `/${policy}`,
    policy,
    kind: "page",
    handle,
  })),
  { method: "GET", path: "/open", policy: "public", kind: "page", handle },
];

beforeAll(async () => {
  web = testWeb({ routes });
  student = await makePerson(web.services);
  staff = await makePerson(web.services, { role: "admin" });
  const { readingByAccount, answersByAccount } = web.services.rates;
  readingByAccount.wait = () => waitMs;
  readingByAccount.charge = (_account, cost) => void costs.push(cost);
  answersByAccount.acquire = () => {
    if (!arePlacesFree) return undefined;
    const place = Symbol("place");
    taken.add(place);
    return () => void taken.delete(place);
  };
});
afterAll(() => web.services.dispose());
beforeEach(() => {
  costs = [];
  taken = new Set();
  waitMs = 0;
  arePlacesFree = true;
  onHandle = () => {};
});

const ask = (path: string, by: TestPerson = student, init: RequestInit = {}) =>
  web.request(path, { ...init, headers: { Authorization: `Bearer ${by.token}` } });

const kibibyte = 1_024;

test("an answer costs its bytes and the work to make it, of which a page takes eight times as much", async () => {
  await ask("/answer");
  await ask("/answer?bytes=1000");
  await ask("/answer?bytes=1000", student, { method: "POST" });
  await ask("/page");
  const [answer = 0, longer, changing, page] = costs;
  expect(answer).toBeGreaterThan(kibibyte);
  expect([longer, changing, page]).toEqual([answer + 1_000, answer + 1_000, 8 * answer]);
});

test("a compressed answer costs its full size", async () => {
  await ask("/answer?bytes=5000");
  const headers = { Authorization: `Bearer ${student.token}`, "Accept-Encoding": "gzip" };
  const packed = await web.request("/answer?bytes=5000", { headers });
  expect((await packed.arrayBuffer()).byteLength).toBeLessThan(1_000);
  expect(costs[1]).toBe(costs[0]);
});

test("pages for everyone and for staff cost nothing", async () => {
  expect((await ask("/open?bytes=9")).status).toBe(200);
  for (const path of ["/staff", "/teachers", "/course_staff"]) {
    expect((await ask(`${path}?bytes=9`, staff)).status).toBe(200);
  }
  expect((await web.get("/open")).status).toBe(200);
  expect(costs).toEqual([]);
});

test("an account that has read too much cannot read, but it can write, and it can open pages for everyone", async () => {
  waitMs = 1_500;
  const refused = await ask("/answer");
  expect([refused.status, refused.headers.get("Retry-After")]).toEqual([429, "2"]);
  expect((await ask("/page")).status).toBe(429);
  expect(costs).toEqual([]);
  expect((await ask("/answer", student, { method: "POST" })).status).toBe(200);
  expect((await ask("/open")).status).toBe(200);
  expect((await ask("/staff", staff)).status).toBe(200);
});

test("an answer above 64 KiB takes a place until it is read, a smaller one takes none", async () => {
  await ask(`/answer?bytes=${64 * kibibyte}`);
  await ask(`/answer?bytes=${64 * kibibyte + 1}`, student, { method: "HEAD" });
  await ask(`/open?bytes=${64 * kibibyte + 1}`);
  expect(taken.size).toBe(0);
  const large = await ask(`/answer?bytes=${64 * kibibyte + 1}`);
  expect(taken.size).toBe(1);
  const another = await ask(`/staff?bytes=${64 * kibibyte + 1}`, staff);
  expect(taken.size).toBe(2);
  await large.text();
  await another.text();
  expect(taken.size).toBe(0);
});

test("a large answer arrives whole, whatever its length", async () => {
  for (const bytes of [64, 256, 512].flatMap((size) => [size * kibibyte, size * kibibyte + 1])) {
    expect(await (await ask(`/page?bytes=${bytes}`)).text()).toBe("x".repeat(bytes));
  }
  expect(taken.size).toBe(0);
});

test("without a free place a large answer is refused, but not the answer to a change", async () => {
  arePlacesFree = false;
  const bytes = 64 * kibibyte + 1;
  const refused = await ask(`/answer?bytes=${bytes}`);
  expect([refused.status, refused.headers.get("Retry-After")]).toEqual([429, "1"]);
  expect(await refused.json()).toMatchObject({ code: "limited", reason: "reading_too_fast" });
  const changed = await ask(`/answer?bytes=${bytes}`, student, { method: "POST" });
  expect([changed.status, (await changed.text()).length]).toEqual([200, bytes]);
  expect((await ask(`/answer?bytes=${64 * kibibyte}`)).status).toBe(200);
  expect((await ask(`/answer?bytes=${bytes}`, student, { method: "HEAD" })).status).toBe(200);
});

test("a reader that disconnects gives its place back, before or after the answer begins", async () => {
  const path = `/answer?bytes=${999 * kibibyte}`;
  const early = new AbortController();
  onHandle = () => early.abort();
  await ask(path, student, { signal: early.signal });
  expect(taken.size).toBe(0);
  onHandle = () => {};
  const late = new AbortController();
  await ask(path, student, { signal: late.signal });
  expect(taken.size).toBe(1);
  late.abort();
  expect(taken.size).toBe(0);
  const unread = await ask(path);
  expect(taken.size).toBe(1);
  await unread.body?.cancel();
  expect(taken.size).toBe(0);
});
