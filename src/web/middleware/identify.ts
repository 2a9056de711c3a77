import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { accountOfCookie, accountOfToken } from "#core/identity/sessions.ts";
import { readSessionCookie } from "../http/session_cookie.ts";
import type { Env, WebApp } from "../http/visit.ts";

/**
 * Identifies the actor: by the token if there is one, otherwise by the session cookie. Both name a
 * session row.
 */
export function identify(app: WebApp) {
  return createMiddleware<Env>(async (c, next) => {
    await recognise(app, c);
    await next();
  });
}

/** Stores the actor in their current state. */
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

/** The value of an `Authorization: Bearer` header (RFC 6750, section 2.1), valid or not. */
export function bearerToken(header: string | undefined): string | undefined {
  return header?.match(/^Bearer(?: +|$)(.*)$/i)?.[1]?.trim();
}
