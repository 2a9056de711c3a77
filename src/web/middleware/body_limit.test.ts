/** How large a body may be, with and without a stated length. */
import { afterAll, expect, test } from "bun:test";
import { testWeb } from "#tests/support/web.ts";
import type { Visit } from "../http/visit.ts";

const smallMax = 1_000;
const handle = async ({ c }: Visit) => c.json({ bytes: (await c.req.text()).length });
const route = { method: "POST", policy: "public", kind: "api", carriesCredentials: true } as const;
const web = testWeb({
  routes: [
    { ...route, path: "/usual", handle },
    { ...route, path: "/small", bodyBytesMax: smallMax, handle },
  ],
});
afterAll(() => web.services.dispose());

/** A body of so many bytes in two parts. */
function inParts(bytes: number): ReadableStream<Uint8Array> {
  const parts = [Buffer.alloc(bytes - 1, "x"), Buffer.alloc(1, "x")];
  return new ReadableStream({
    pull(controller) {
      const part = parts.shift();
      if (part) controller.enqueue(part);
      else controller.close();
    },
  });
}

async function send(path: string, body: BodyInit, headers: Record<string, string> = {}) {
  const answer = await web.request(path, { method: "POST", body, headers });
  const { bytes, code, reason } = (await answer.json()) as Record<string, unknown>;
  return bytes ?? [answer.status, code, reason];
}

const tooLarge = [413, "too_large", "too_large"];

for (const [path, most] of [
  ["/small", smallMax],
  ["/usual", 256 * 1_024],
] as const) {
  test(`${path}: ${most} bytes are accepted and one more is refused, with and without a stated length`, async () => {
    const stated = (bytes: number) =>
      send(path, "x".repeat(bytes), { "Content-Length": String(bytes) });
    expect(await stated(most)).toBe(most);
    expect(await stated(most + 1)).toEqual(tooLarge);
    expect(await send(path, inParts(most))).toBe(most);
    expect(await send(path, inParts(most + 1))).toEqual(tooLarge);
  });
}

test("a stated length counts for nothing if the body is sent in chunks", async () => {
  const headers = { "Content-Length": "5", "Transfer-Encoding": "chunked" };
  expect(await send("/small", inParts(smallMax), headers)).toBe(smallMax);
  expect(await send("/small", inParts(smallMax + 1), headers)).toEqual(tooLarge);
});

test("a body that breaks off is refused, with and without a stated length", async () => {
  const broken = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error("The connection is gone.")),
    });
  const refusal = [422, "invalid", "request_incomplete"];
  expect(await send("/small", broken())).toEqual(refusal);
  expect(await send("/small", broken(), { "Content-Length": "5" })).toEqual(refusal);
});

test("a request without a body is accepted", async () => {
  const answer = await web.request("/small", { method: "POST" });
  expect([answer.status, await answer.json()]).toEqual([200, { bytes: 0 }]);
});
