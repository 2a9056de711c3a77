import { createMiddleware } from "hono/factory";
import { unreachable } from "#kit/assert.ts";
import type { Actor } from "#core/context.ts";
import { notFound, signInFirst } from "#core/errors.ts";
import type { Policy, Route } from "../route.ts";
import type { Env } from "../visit.ts";

/** Notes which kind of route was found, for whoever answers an error. */
export function noteKind(route: Route) {
  return createMiddleware<Env>(async (c, next) => {
    c.set("kind", route.kind);
    await next();
  });
}

/** Lets a request pass to its handler only as the route's policy says. */
export function enforcePolicy(route: Route) {
  return createMiddleware<Env>(async (c, next) => {
    require(route.policy, c.get("actor"));
    await next();
  });
}

/** @throws {Refusal} unauthenticated, or not_found: for others, what is staff's does not exist */
function require(policy: Policy, actor: Actor | undefined): void {
  switch (policy) {
    case "public":
      return;
    case "signed_in":
      if (!actor) throw signInFirst();
      return;
    case "staff":
      if (!actor) throw signInFirst();
      if (actor.role !== "admin") throw notFound("page");
      return;
    default:
      unreachable(policy);
  }
}
