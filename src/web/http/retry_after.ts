import type { Context as HonoContext } from "hono";
import type { Refusal } from "#core/refusals.ts";
import type { Env } from "./visit.ts";

/** `Retry-After` in seconds (RFC 9110, section 10.2.3), if the refusal has a time. */
export function setRetryAfter(c: HonoContext<Env>, { retryAfterMs }: Refusal): void {
  if (retryAfterMs !== undefined) c.header("Retry-After", String(Math.ceil(retryAfterMs / 1000)));
}
