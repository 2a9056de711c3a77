/** One request, with everything a handler needs: the actor, the language, and how to answer. */
import type { Context as HonoContext } from "hono";
import type { Config } from "#kit/config.ts";
import type { Account, Context, Services } from "#core/context.ts";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import type { FlashMessage } from "#ui/parts/flash.tsx";
import { notFound } from "#core/refusals.ts";
import { isStoredId } from "#wire/text.ts";
import type { Assets } from "./assets.ts";
import type { Theme } from "#ui/layout/document.tsx";
import type { Identity } from "#ui/layout/identity.ts";

export interface WebApp {
  services: Services;
  config: Config;
  assets: Assets;
}

/** What is known about a request before its handler runs, in Hono's variables. */
export interface Variables {
  requestId: string;
  /** The kind of the matched route: an `api` speaks JSON, whatever the client accepts. */
  kind: "page" | "api" | undefined;
  actor: Account | undefined;
  /** How the actor was identified. A token needs no proof of origin, a cookie does. */
  identifiedBy: "cookie" | "token" | undefined;
  locale: Locale;
  address: string;
  /** The size of the answer before compression. */
  bytesMade: number | undefined;
  /** The body of the answer, once it has been read. */
  answer: Uint8Array<ArrayBuffer> | undefined;
}

export interface Env {
  Variables: Variables;
}

export interface Visit {
  /** The request and Hono's helpers for answers. */
  c: HonoContext<Env>;
  app: WebApp;
  services: Services;
  config: Config;
  identity: Identity;
  actor: Account | undefined;
  locale: Locale;
  theme: Theme;
  texts: Texts;
  /** The visitor's network, used only for limits. */
  address: string;
  requestId: string;
  /** Messages from the previous request. */
  flash: FlashMessage[];
}

export interface SignedInVisit extends Visit {
  actor: Account;
  /** The first argument of every verb in `core/`. */
  context: Context;
}

/**
 * A parameter of the path; it always exists, because the route names it.
 * @throws {Refusal} not_found, for what no stored id looks like
 */
export function pathId(visit: Visit, name = "id"): string {
  const id = visit.c.req.param(name) ?? "";
  if (!isStoredId(id)) throw notFound();
  return id;
}
