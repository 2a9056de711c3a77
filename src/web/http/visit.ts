/** One request, with everything a handler needs: who asks, in which language, and how to answer. */
import type { Context as HonoContext } from "hono";
import type { Config } from "#kit/config.ts";
import type { Account, Context, Services } from "#core/context.ts";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import type { FlashMessage } from "#ui/parts/flash.tsx";
import type { Assets } from "./assets.ts";
import type { Theme } from "#ui/layout/document.tsx";

export interface WebApp {
  services: Services;
  config: Config;
  assets: Assets;
}

/** What is known of a request before its handler runs; Hono keeps it in its variables. */
export interface Variables {
  requestId: string;
  /** Of the route that was found: an `api` speaks JSON, whatever its caller accepts. */
  kind: "page" | "api" | undefined;
  actor: Account | undefined;
  /** How the actor was recognised: a token needs no proof of origin, a cookie does. */
  identifiedBy: "cookie" | "token" | undefined;
  locale: Locale;
  address: string;
  /** Of the answer before it was packed. */
  bytesMade: number | undefined;
}

export interface Env {
  Variables: Variables;
}

export interface Visit {
  /** The request and Hono's helpers for answering. */
  c: HonoContext<Env>;
  app: WebApp;
  services: Services;
  config: Config;
  actor: Account | undefined;
  locale: Locale;
  theme: Theme;
  texts: Texts;
  /** The visitor's network, for limits and for nothing else. */
  address: string;
  requestId: string;
  /** Messages left by the request before this one. */
  flash: FlashMessage[];
}

export interface SignedInVisit extends Visit {
  actor: Account;
  /** The first argument of every verb of `core/`. */
  context: Context;
}

/** A part of the path; routes name theirs, so it is always there. */
export function pathId(visit: Visit, name = "id"): string {
  return visit.c.req.param(name) ?? "";
}
