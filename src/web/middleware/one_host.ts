import { createMiddleware } from "hono/factory";
import { isLoopback } from "#kit/loopback.ts";
import { isReading } from "../http/route.ts";
import type { Env, WebApp } from "../http/visit.ts";

/**
 * The same development server can be reached under several names, but cookies belong to one:
 * redirects pages to the name that sockets and cookies use.
 */
export function oneHost({ config }: WebApp) {
  const own = config.publicUrl;
  const ownIsLoopback = isLoopback(own.hostname);
  return createMiddleware<Env>(async (c, next) => {
    if (!ownIsLoopback || c.req.header("Host") === own.host) return next();
    if (!isReading(c.req.method) || !isPage(c.req.path)) return next();
    const asked = new URL(c.req.url);
    const other = isLoopback(asked.hostname) && asked.hostname !== own.hostname;
    return other ? c.redirect(`${own.origin}${asked.pathname}${asked.search}`) : next();
  });
}

function isPage(path: string): boolean {
  return !/^\/(api|healthz|readyz|assets)(\/|$)/.test(path);
}
