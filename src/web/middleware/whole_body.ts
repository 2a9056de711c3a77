import { createMiddleware } from "hono/factory";
import { Refusal } from "#core/refusals.ts";
import type { Route } from "../http/route.ts";
import type { Env, WebApp } from "../http/visit.ts";
import { recognise } from "./identify.ts";
import { enforcePolicy } from "./policy.ts";

/**
 * Waits for the whole body, then identifies the sender again. The sender decides how long the body
 * takes, and may have been signed out or changed meanwhile: everything read and shown afterwards is
 * for the account at its end.
 */
export function wholeBody(app: WebApp, route: Route) {
  const enforce = enforcePolicy(route);
  return createMiddleware<Env>(async (c, next) => {
    if (!c.req.raw.body) return next();
    await c.req.arrayBuffer().catch(() => {
      throw new Refusal("invalid", {
        reason: "request_incomplete",
      });
    });
    await recognise(app, c);
    return enforce(c, next);
  });
}
