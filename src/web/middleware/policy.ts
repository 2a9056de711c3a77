import { createMiddleware } from "hono/factory";
import { unreachable } from "#kit/assert.ts";
import type { Actor } from "#core/context.ts";
import { notFound, signInFirst } from "#core/refusals.ts";
import type { Policy, Route } from "../http/route.ts";
import type { Env, WebApp } from "../http/visit.ts";

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
    enforce(route.policy, c.get("actor"));
    await next();
  });
}

/** Lets a request pass while the route is there. @throws {Refusal} not_found */
export function requireThere({ services }: WebApp, { isThere }: Route) {
  return createMiddleware<Env>(async (_, next) => {
    if (isThere && !(await isThere(services))) throw notFound();
    await next();
  });
}

/** Whether the route is there for whoever asks. What needs a sign-in is known; what is staff's is not. */
export async function isKnown(
  { services }: WebApp,
  { isThere, policy }: Route,
  actor: Actor | undefined,
): Promise<boolean> {
  if (policy === "staff" && actor?.role !== "admin") return false;
  return !isThere || isThere(services);
}

/** @throws {Refusal} unauthenticated, or not_found: for others, what is staff's does not exist */
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
