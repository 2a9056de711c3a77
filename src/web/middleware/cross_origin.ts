import { cors } from "hono/cors";
import { createMiddleware } from "hono/factory";
import type { Env, WebApp } from "../http/visit.ts";

/** Lets scripts of listed origins call the API with a token; cookies are never shared with them. */
export function crossOrigin({ config }: WebApp) {
  const shared = cors({
    origin: (origin) => (config.corsOrigins.includes(origin) ? origin : null),
    allowHeaders: ["Authorization", "Content-Type"],
    allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    exposeHeaders: ["Link", "Retry-After", "X-Request-Id"],
    credentials: false,
    maxAge: 600,
  });
  return createMiddleware<Env>(async (c, next) => {
    // A preflight has both headers (Fetch standard, CORS protocol).
    const named = ["Origin", "Access-Control-Request-Method"].map((name) => c.req.header(name));
    const isPreflight = named.every(Boolean);
    // The route answers any other OPTIONS with its methods.
    return c.req.method === "OPTIONS" && !isPreflight ? next() : shared(c, next);
  });
}
