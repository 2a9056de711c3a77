import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { accountOfCookie, accountOfToken } from "#core/identity/sessions.ts";
import { readSessionCookie } from "../http/session_cookie.ts";
import type { Env, WebApp } from "../http/visit.ts";

/** Who asks: by the token where one is sent, else by the session cookie. Both name a session row. */
export function identify(app: WebApp) {
  return createMiddleware<Env>(async (c, next) => {
    await recognise(app, c);
    await next();
  });
}

/** Notes who asks, as they are now. */
export async function recognise(app: WebApp, c: Context<Env>): Promise<void> {
  const bearer = bearerToken(c.req.header("Authorization"));
  if (bearer !== undefined) {
    const actor = await accountOfToken(app.services, bearer);
    c.set("actor", actor);
    c.set("identifiedBy", actor && "token");
  } else {
    const cookie = readSessionCookie(app, c);
    const actor = cookie ? await accountOfCookie(app.services, cookie) : undefined;
    c.set("actor", actor);
    c.set("identifiedBy", actor && "cookie");
  }
}

/** What an `Authorization: Bearer` header holds (RFC 6750, section 2.1), be it no token at all. */
export function bearerToken(header: string | undefined): string | undefined {
  return header?.match(/^Bearer(?: +|$)(.*)$/i)?.[1]?.trim();
}
