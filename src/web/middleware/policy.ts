import { createMiddleware } from "hono/factory";
import { unreachable } from "#kit/assert.ts";
import type { Actor } from "#core/context.ts";
import { mayManageGroups, mayManageMembers, mayManageUsers } from "#core/permissions.ts";
import { notFound, signInFirst } from "#core/refusals.ts";
import type { Policy, Route } from "../http/route.ts";
import type { Env, WebApp } from "../http/visit.ts";
import { sameOrigin } from "./same_origin.ts";

/**
 * The checks before a request's body is read, in one step, because each step of Hono's costs every
 * request a promise. Stores the kind of the route first, so that errors are answered in its format.
 */
export function admit(app: WebApp, route: Route) {
  const requireOrigin = sameOrigin(app, route);
  const { policy, kind } = route;
  return createMiddleware<Env>((c, next) => {
    c.set("kind", kind);
    enforce(policy, c.get("actor"));
    requireOrigin(c);
    return next();
  });
}

/**
 * Whether the route exists for this client. Routes that need a sign-in are public knowledge;
 * staff's are not.
 */
export function isKnown({ policy }: Route, actor: Actor | undefined): boolean {
  if (policy === "public" || policy === "signed_in") return true;
  return actor !== undefined && isMet[policy](actor);
}

/** Of the routes that do not exist for others; of which courses, the verbs decide. */
const isMet: Record<Exclude<Policy, "public" | "signed_in">, (actor: Actor) => boolean> = {
  course_staff: mayManageMembers,
  teachers: mayManageGroups,
  staff: mayManageUsers,
};

/** @throws {Refusal} unauthenticated, or not_found: for all others, staff's routes do not exist */
export function enforce(policy: Policy, actor: Actor | undefined): void {
  switch (policy) {
    case "public":
      return;
    case "signed_in":
      if (!actor) throw signInFirst();
      return;
    case "course_staff":
    case "teachers":
    case "staff":
      if (!actor) throw signInFirst();
      if (!isMet[policy](actor)) throw notFound();
      return;
    default:
      unreachable(policy);
  }
}
