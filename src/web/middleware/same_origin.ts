import { createMiddleware } from "hono/factory";
import { Refusal } from "#core/refusals.ts";
import { bearerToken } from "./identify.ts";
import type { Route } from "../http/route.ts";
import type { Env, WebApp } from "../http/visit.ts";

/**
 * Refuses whatever changes something and was not sent by our own pages (cross-site request
 * forgery). Browsers say where a request comes from in `Sec-Fetch-Site` and `Origin`; one that
 * says neither is refused. A request with a Bearer token cannot be forged by a page, and counts by
 * nothing else: one whose token is void is nobody's, and no matter of where it comes from.
 */
export function sameOrigin({ config }: WebApp, route: Route) {
  const ownOrigin = config.publicUrl.origin;
  return createMiddleware<Env>(async (c, next) => {
    const withToken = bearerToken(c.req.header("Authorization")) !== undefined;
    const safe = route.method === "GET" || route.carriesCredentials || withToken;
    if (!safe && !comesFrom(ownOrigin, c.req.raw.headers)) {
      throw new Refusal("forbidden", {
        reason: "cross_site",
      });
    }
    await next();
  });
}

function comesFrom(ownOrigin: string, headers: Headers): boolean {
  const site = headers.get("Sec-Fetch-Site");
  // It knows better than the origin does, which a proxy's or forwarded port's address may differ from.
  if (site !== null) return site === "same-origin";
  return headers.get("Origin") === ownOrigin;
}
