import { accountLimits } from "#wire/limits.ts";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Context as HonoContext } from "hono";
import { usesTls } from "#kit/config.ts";
import { sessionCookieName } from "#core/identity/sessions.ts";
import type { Env, WebApp } from "./visit.ts";

export function readSessionCookie(app: WebApp, c: HonoContext<Env>): string | undefined {
  return getCookie(c, sessionCookieName(usesTls(app.config)));
}

export function setSessionCookie(app: WebApp, c: HonoContext<Env>, token: string): void {
  setCookie(c, sessionCookieName(usesTls(app.config)), token, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: usesTls(app.config),
    maxAge: accountLimits.sessionLifeMs / 1000,
  });
}

export function clearSessionCookie(app: WebApp, c: HonoContext<Env>): void {
  deleteCookie(c, sessionCookieName(usesTls(app.config)), {
    path: "/",
    secure: usesTls(app.config),
  });
}
