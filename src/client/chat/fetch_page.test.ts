import { afterEach, describe, expect, test } from "bun:test";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { browserPages } from "./fetch_page.ts";

const realFetch = globalThis.fetch;
let server: ReturnType<typeof Bun.serve> | undefined;

afterEach(async () => {
  globalThis.fetch = realFetch;
  await server?.stop(true);
});

/** The page's own server, to which relative addresses lead. */
function serve(answer: (request: Request) => Response | Promise<Response>): void {
  server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: answer });
  const { url } = server;
  const fetchHere = (path: string, init?: RequestInit) => realFetch(new URL(path, url), init);
  globalThis.fetch = fetchHere as typeof fetch;
}

const never = new Promise<never>(() => {});

test("a page that does not arrive in time counts as offline, and its request is aborted", async () => {
  const asked = Promise.withResolvers<string>();
  const ended = Promise.withResolvers<void>();
  serve((request) => {
    request.signal.addEventListener("abort", () => ended.resolve());
    asked.resolve(new URL(request.url).pathname);
    return never;
  });
  const clock = new FakeClock();
  const fetched = browserPages(clock).newest("a group");
  expect(await asked.promise).toBe("/chat/a%20group/data");
  await clock.advance(15_000);
  expect(await fetched).toEqual({ ok: false, problem: "offline" });
  await ended.promise;
});

test("a page whose answer stops half-way is given up, too", async () => {
  const begun = Promise.withResolvers<void>();
  const half = new ReadableStream({
    start: (stream) => stream.enqueue(new TextEncoder().encode("{")),
    pull: () => begun.resolve(),
  });
  serve(() => new Response(half));
  const clock = new FakeClock();
  const fetched = browserPages(clock).newest("g");
  await begun.promise;
  await clock.advance(15_000);
  expect(await fetched).toMatchObject({ ok: false });
});

test("each kind of refusal has its name", async () => {
  const names = [
    [401, "signed_out"],
    [404, "not_found"],
    [429, "failed"],
    [502, "failed"],
  ] as const;
  for (const [status, problem] of names) {
    serve(() => new Response("", { status }));
    expect(await browserPages(new FakeClock()).newest("g")).toEqual({ ok: false, problem });
    await server?.stop(true);
  }
});

/** Resolves with the first timer that is not the timeout of a request. */
class WaitingClock extends FakeClock {
  readonly waits = Promise.withResolvers<number>();

  override after(delayMs: number, callback: () => void): () => void {
    if (delayMs !== 15_000) this.waits.resolve(delayMs);
    return super.after(delayMs, callback);
  }
}

describe("a client that is told when to come back does so then, once, and not sooner", () => {
  const cases = [
    [429, "3", 3_000],
    [503, "1", 1_000],
    [429, "0", 0],
    [429, "86400", 60_000],
  ] as const;
  test.each(cases)("%i, Retry-After: %s", async (status, header, waitMs) => {
    let asked = 0;
    serve(() => {
      asked += 1;
      return new Response("", { status, headers: { "Retry-After": header } });
    });
    const clock = new WaitingClock();
    const fetched = browserPages(clock).older("g", 100, 50);
    expect(await clock.waits.promise).toBe(waitMs);
    expect(asked).toBe(1);
    await clock.advance(waitMs);
    expect(await fetched).toMatchObject({ ok: false, problem: "failed" });
    expect(asked).toBe(2);
  });

  test("and gets the page if there is one by then", async () => {
    const answers = [
      new Response("", { status: 429, headers: { "Retry-After": "2" } }),
      Response.json({ messages: [], hasOlder: false }),
    ];
    serve(() => answers.shift()!);
    const clock = new WaitingClock();
    const fetched = browserPages(clock).older("g", 100, 50);
    await clock.waits.promise;
    await clock.advance(2_000);
    expect(await fetched).toEqual({ ok: true, value: { messages: [], hasOlder: false } });
  });

  test("but does not wait for a date, or for an invalid time", async () => {
    for (const header of ["Wed, 21 Oct 2037 07:28:00 GMT", "-1", "1e9", "soon"]) {
      serve(() => new Response("", { status: 503, headers: { "Retry-After": header } }));
      const fetched = await browserPages(new FakeClock()).newest("g");
      expect(fetched).toEqual({ ok: false, problem: "failed", againMs: undefined });
      await server?.stop(true);
    }
  });
});
