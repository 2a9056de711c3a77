/** Messages that outlive a redirect, in a cookie that is read once. */
import type { Context as HonoContext } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { usesTls } from "#kit/config.ts";
import type { FlashMessage } from "#ui/parts/flash.tsx";
import type { Env, Visit, WebApp } from "./visit.ts";

const cookieName = "flash";

/** Shown on the next page. The text is taken from the catalogue by its caller, and is never HTML. */
export function flash(visit: Visit, kind: FlashMessage["kind"], text: string): void {
  const message: FlashMessage = { kind, text: text.slice(0, 500) };
  setCookie(visit.c, cookieName, encodeURIComponent(JSON.stringify([...visit.flash, message])), {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: usesTls(visit.config),
    maxAge: 60,
  });
}

export function takeFlash(app: WebApp, c: HonoContext<Env>): FlashMessage[] {
  const cookie = getCookie(c, cookieName);
  if (!cookie) return [];
  deleteCookie(c, cookieName, { path: "/", secure: usesTls(app.config) });
  try {
    const value: unknown = JSON.parse(decodeURIComponent(cookie));
    return Array.isArray(value) ? value.filter(isFlashMessage).slice(0, 3) : [];
  } catch {
    return [];
  }
}

function isFlashMessage(value: unknown): value is FlashMessage {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    (value.kind === "success" || value.kind === "error" || value.kind === "info") &&
    "text" in value &&
    typeof value.text === "string"
  );
}
