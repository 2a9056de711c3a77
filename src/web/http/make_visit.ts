import type { Context as HonoContext } from "hono";
import { textsOf } from "#ui/text/catalogue.ts";
import { takeFlash } from "./flash.ts";
import { identityOf } from "./identity.ts";
import type { Env, SignedInVisit, Visit, WebApp } from "./visit.ts";

/** The visit of a request that has passed the middleware. */
export function visitOf(app: WebApp, c: HonoContext<Env>): Visit | SignedInVisit {
  const actor = c.get("actor");
  const locale = c.get("locale");
  return {
    c,
    app,
    services: app.services,
    config: app.config,
    identity: identityOf(app.config),
    actor,
    ...(actor && { context: { ...app.services, actor } }),
    locale,
    theme: actor?.theme ?? "system",
    texts: textsOf(locale),
    address: c.get("address"),
    requestId: c.get("requestId"),
    flash: takeFlash(app, c),
  };
}
