import { cors } from "hono/cors";
import type { WebApp } from "../visit.ts";

/** Scripts of listed origins may call the API with a token; cookies are never shared with them. */
export function crossOrigin({ config }: WebApp) {
  return cors({
    origin: (origin) => (config.corsOrigins.includes(origin) ? origin : null),
    allowHeaders: ["Authorization", "Content-Type"],
    allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    exposeHeaders: ["Link", "Retry-After", "X-Request-Id"],
    credentials: false,
    maxAge: 600,
  });
}
