import { createMiddleware } from "hono/factory";
import type { Env, WebApp } from "../visit.ts";

const loopback = ["localhost", "127.0.0.1", "[::1]"];

/**
 * On one's own machine the same server has several names, and a cookie of one is none of the
 * other: pages lead to the name that sockets and cookies are made for.
 */
export function oneHost({ config }: WebApp) {
  const own = new URL(config.publicUrl);
  return createMiddleware<Env>(async (c, next) => {
    const asked = new URL(c.req.url);
    const other = loopback.includes(asked.hostname) && asked.hostname !== own.hostname;
    if (other && loopback.includes(own.hostname) && c.req.method === "GET" && isPage(asked)) {
      return c.redirect(`${own.origin}${asked.pathname}${asked.search}`);
    }
    await next();
    return undefined;
  });
}

function isPage({ pathname }: URL): boolean {
  return !/^\/(api|healthz|readyz|assets)(\/|$)/.test(pathname);
}
