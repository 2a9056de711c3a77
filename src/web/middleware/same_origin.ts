import type { Context } from "hono";
import { Refusal } from "#core/refusals.ts";
import { bearerToken } from "./identify.ts";
import type { Route } from "../http/route.ts";
import type { Env, WebApp } from "../http/visit.ts";

/**
 * Refuses requests that change something and do not come from our own pages (cross-site request
 * forgery). Browsers state where a request comes from in `Sec-Fetch-Site` and `Origin`; a request
 * with neither is refused. No page can forge a request with a Bearer token, which is its only
 * credential: with an invalid token it is nobody's request, wherever it comes from.
 * @returns a check. @throws {Refusal} forbidden
 */
export function sameOrigin({ config }: WebApp, route: Route) {
  const ownOrigin = config.publicUrl.origin;
  if (route.method === "GET" || route.carriesCredentials) return () => {};
  return (c: Context<Env>) => {
    const withToken = bearerToken(c.req.header("Authorization")) !== undefined;
    if (!withToken && !comesFrom(ownOrigin, c.req.raw.headers)) {
      throw new Refusal("forbidden", {
        reason: "cross_site",
      });
    }
  };
}

function comesFrom(ownOrigin: string, headers: Headers): boolean {
  const site = headers.get("Sec-Fetch-Site");
  // More reliable than the origin, which may differ behind a proxy or a forwarded port.
  if (site !== null) return site === "same-origin";
  return headers.get("Origin") === ownOrigin;
}
