import { createMiddleware } from "hono/factory";
import { unreachable } from "#kit/assert.ts";
import type { Actor } from "#core/context.ts";
import { notFound, signInFirst } from "#core/refusals.ts";
import type { Policy, Route } from "../http/route.ts";
import type { Env, WebApp } from "../http/visit.ts";

/** Stores the kind of the matched route, so that errors can be answered in its format. */
export function noteKind(route: Route) {
  return createMiddleware<Env>((c, next) => {
    c.set("kind", route.kind);
    return next();
  });
}

/** Calls the handler only if the route's policy allows it. */
export function enforcePolicy(route: Route) {
  return createMiddleware<Env>((c, next) => {
    enforce(route.policy, c.get("actor"));
    return next();
  });
}

/** Calls the handler only while the route exists. @throws {Refusal} not_found */
export function requireThere({ services }: WebApp, { isThere }: Route) {
  return createMiddleware<Env>(async (_, next) => {
    if (isThere && !(await isThere(services))) throw notFound();
    return next();
  });
}

/**
 * Whether the route exists for this client. Routes that need a sign-in are public knowledge;
 * staff's are not.
 */
export async function isKnown(
  { services }: WebApp,
  { isThere, policy }: Route,
  actor: Actor | undefined,
): Promise<boolean> {
  if (policy === "staff" && actor?.role !== "admin") return false;
  return !isThere || isThere(services);
}

/** @throws {Refusal} unauthenticated, or not_found: for all others, staff's routes do not exist */
function enforce(policy: Policy, actor: Actor | undefined): void {
  switch (policy) {
    case "public":
      return;
    case "signed_in":
      if (!actor) throw signInFirst();
      return;
    case "staff":
      if (!actor) throw signInFirst();
      if (actor.role !== "admin") throw notFound();
      return;
    default:
      unreachable(policy);
  }
}
