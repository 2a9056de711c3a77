import { expect, test } from "bun:test";
import { Hono } from "hono";
import { Refusal } from "#core/refusals.ts";
import { setRetryAfter } from "./retry_after.ts";
import type { Env } from "./visit.ts";

async function stated(retryAfterMs?: number): Promise<string | null> {
  const app = new Hono<Env>().get("/", (c) => {
    setRetryAfter(c, new Refusal("limited", { reason: "reading_too_fast", retryAfterMs }));
    return c.text("Wait.");
  });
  return (await app.request("/")).headers.get("Retry-After");
}

test("the time to wait is stated in whole seconds, never too early", async () => {
  expect(await stated(1)).toBe("1");
  expect(await stated(1_000)).toBe("1");
  expect(await stated(1_001)).toBe("2");
  expect(await stated(90_000)).toBe("90");
});

test("a refusal without a time states none", async () => {
  expect(await stated()).toBeNull();
});
