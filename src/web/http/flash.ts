/** Messages for the page after a redirect, in a signed cookie that is read once. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context as HonoContext } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { usesTls } from "#kit/config.ts";
import type { FlashMessage } from "#ui/parts/flash.tsx";
import type { Env, Visit, WebApp } from "./visit.ts";

const lifeSeconds = 60;
const textCharsMax = 300;
const countMax = 3;
/** Browsers store 4,096 bytes, with the name and the attributes. */
const valueBytesMax = 3_800;

interface Kept {
  messages: FlashMessage[];
  untilMs: number;
}

/**
 * Shows a message on the next page, where it may offer the next step or take the act back. The
 * caller takes its texts from the catalogue; they are never HTML.
 */
export function flash(
  visit: Visit,
  kind: FlashMessage["kind"],
  said: string | Omit<FlashMessage, "kind">,
): void {
  const { text, ...offers } = typeof said === "string" ? { text: said } : said;
  const cut = text.slice(0, textCharsMax).toWellFormed();
  // Only the newest act can be taken back.
  const before = visit.flash.map((old) => ({ kind: old.kind, text: old.text }));
  visit.flash = [...before, { kind, text: cut, ...offers }].slice(-countMax);
  show(visit, visit.flash);
}

function show(visit: Visit, messages: FlashMessage[]): void {
  const untilMs = visit.services.clock.now() + lifeSeconds * 1000;
  let value = sealed(visit.app, { messages, untilMs });
  while (value.length > valueBytesMax && messages.length > 1) {
    messages.shift();
    value = sealed(visit.app, { messages, untilMs });
  }
  setCookie(visit.c, cookieName(visit.app), value, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: usesTls(visit.config),
    maxAge: lifeSeconds,
  });
}

/** Leaves the messages of the previous request for the page that this one leads to. */
export function keepFlash(visit: Visit): void {
  if (visit.flash.length > 0) show(visit, visit.flash);
}

/** Reads and removes the message of the previous request. A HEAD leaves it for the page. */
export function takeFlash(app: WebApp, c: HonoContext<Env>): FlashMessage[] {
  const cookie = getCookie(c, cookieName(app));
  if (cookie === undefined || c.req.method === "HEAD") return [];
  deleteCookie(c, cookieName(app), { path: "/", secure: usesTls(app.config) });
  const kept = opened(app, cookie);
  return kept && kept.untilMs > app.services.clock.now() ? kept.messages : [];
}

/** Under https no other host can set it: it has the same prefix as the session cookie. */
function cookieName({ config }: WebApp): string {
  return usesTls(config) ? "__Host-flash" : "flash";
}

function sealed(app: WebApp, kept: Kept): string {
  const text = Buffer.from(JSON.stringify(kept)).toString("base64url");
  return `${text}.${seal(app, text).toString("base64url")}`;
}

/** @returns undefined if this application did not create it */
function opened(app: WebApp, cookie: string): Kept | undefined {
  const [text = "", given = ""] = cookie.split(".");
  const expected = seal(app, text);
  const actual = Buffer.from(given, "base64url");
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return undefined;
  return JSON.parse(Buffer.from(text, "base64url").toString()) as Kept;
}

function seal({ services }: WebApp, text: string): Buffer {
  return createHmac("sha256", services.secrets.jwtKey).update(`flash cookie ${text}`).digest();
}
