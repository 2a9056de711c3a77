import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Context as HonoContext } from "hono";
import { sessionCookieName } from "#core/cookie_name.ts";
import { sessionLifeMs } from "#core/tokens.ts";
import type { Env, WebApp } from "./visit.ts";

export function readSessionCookie(app: WebApp, c: HonoContext<Env>): string | undefined {
  return getCookie(c, sessionCookieName(isSecure(app)));
}

export function setSessionCookie(app: WebApp, c: HonoContext<Env>, token: string): void {
  setCookie(c, sessionCookieName(isSecure(app)), token, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: isSecure(app),
    maxAge: sessionLifeMs / 1000,
  });
}

export function clearSessionCookie(app: WebApp, c: HonoContext<Env>): void {
  deleteCookie(c, sessionCookieName(isSecure(app)), { path: "/", secure: isSecure(app) });
}

function isSecure(app: WebApp): boolean {
  return app.config.publicUrl.startsWith("https:");
}
