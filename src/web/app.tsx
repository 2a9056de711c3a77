/** The web application as a function from request to response; it needs no port. */
import { Hono } from "hono";
import { headLength } from "./middleware/head_length.ts";
import { answerError, answerNotFound } from "./middleware/errors.tsx";
import { identify } from "./middleware/identify.ts";
import { language } from "./middleware/language.ts";
import { admit } from "./middleware/policy.ts";
import { otherMethods } from "./middleware/other_methods.ts";
import { oneHost } from "./middleware/one_host.ts";
import { logRequests } from "./middleware/request_log.ts";
import { compress } from "./middleware/compress.ts";
import { crossOrigin } from "./middleware/cross_origin.ts";
import { fairShare } from "./middleware/fair_share.ts";
import { takeBody } from "./middleware/whole_body.ts";
import { securityHeaders } from "./middleware/security_headers.ts";
import { takeIconsFrom } from "#ui/parts/icon.tsx";
import { routes } from "./routes.ts";
import { serveAsset } from "./http/serve_asset.ts";
import type { Route } from "./http/route.ts";
import type { Env, WebApp } from "./http/visit.ts";
import { visitOf } from "./http/make_visit.ts";

/** @param table the routes; tests pass their own to test the application's treatment of them */
export function createApp(app: WebApp, table: Route[] = routes): Hono<Env> {
  const hono = new Hono<Env>({ strict: false });
  takeIconsFrom(app.assets.url("icons.svg"));
  hono.use(logRequests(app));
  hono.use(headLength());
  hono.use(securityHeaders(app));
  hono.use(oneHost(app));
  hono.all("/assets/*", serveAsset(app));
  hono.use("/api/*", crossOrigin(app));
  hono.use("/auth/*", crossOrigin(app));
  hono.use(identify(app));
  hono.use(language());
  for (const route of table) {
    // A body is read only after the sender's permission was checked.
    const steps = [admit(app, route), fairShare(app, route), compress()] as const;
    hono.on(route.method, route.path, ...steps, async (c) => {
      const { body } = c.req.raw;
      if (body) await takeBody({ app, route }, c, body);
      return route.handle(visitOf(app, c));
    });
  }
  for (const [path, ofPath] of Map.groupBy(table, (route) => route.path)) {
    hono.all(path, otherMethods(ofPath));
  }
  hono.notFound((c) => answerNotFound(app, c));
  hono.onError((error, c) => answerError(app, c, error));
  return hono;
}
