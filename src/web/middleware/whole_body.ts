import type { Context } from "hono";
import { Refusal } from "#core/refusals.ts";
import type { Route } from "../http/route.ts";
import type { Env, WebApp } from "../http/visit.ts";
import { limitBody } from "./body_limit.ts";
import { recognise } from "./identify.ts";
import { enforce } from "./policy.ts";

const bodyBytesMax = 256 * 1024;

/**
 * Waits for the whole body, then identifies the sender again. The sender decides how long the body
 * takes, and may have been signed out or changed meanwhile: everything read and shown afterwards is
 * for the account at its end.
 * @throws {Refusal} too_large, invalid, and what `enforce` throws
 */
export async function takeBody(
  { app, route }: { app: WebApp; route: Route },
  c: Context<Env>,
  body: ReadableStream<Uint8Array>,
): Promise<void> {
  await limitBody(c, body, route.bodyBytesMax ?? bodyBytesMax);
  await c.req.arrayBuffer().catch(() => {
    throw new Refusal("invalid", {
      reason: "request_incomplete",
    });
  });
  await recognise(app, c);
  enforce(route.policy, c.get("actor"));
}
