import type { Context as HonoContext } from "hono";
import { createMiddleware } from "hono/factory";
import { notFound, Refusal } from "#core/refusals.ts";
import type { Method, Route } from "../http/route.ts";
import type { Env } from "../http/visit.ts";
import { isKnown } from "./policy.ts";

/**
 * Answers methods for which a path has no route by listing those that it has. If the client may use
 * none of them, the path does not exist.
 * @throws {Refusal} wrong_method, not_found
 */
export function otherMethods(ofPath: Route[]) {
  return createMiddleware<Env>(async (c) => {
    const known = ofPath.filter((route) => isKnown(route, c.get("actor")));
    const [first] = known;
    if (!first) throw notFound();
    c.set("kind", first.kind);
    return answerOtherMethod(
      c,
      known.map(({ method }) => method),
    );
  });
}

/**
 * Answers OPTIONS with the methods (RFC 9110, section 9.3.7), and refuses any other method.
 * @throws {Refusal} wrong_method
 */
export function answerOtherMethod(c: HonoContext<Env>, methods: Method[]): Response {
  const understood = methods.flatMap((method) => (method === "GET" ? [method, "HEAD"] : [method]));
  c.header("Allow", [...understood, "OPTIONS"].join(", "));
  if (c.req.method === "OPTIONS") return c.body(null, 204);
  throw new Refusal("wrong_method", {
    reason: "wrong_method",
  });
}
