import { createMiddleware } from "hono/factory";
import type { Env } from "../http/visit.ts";

/**
 * Answers HEAD with the length that GET's answer has (RFC 9110, section 8.6). Without it the server
 * would name the length of what it sends, which is nothing.
 */
export function headLength() {
  return createMiddleware<Env>(async (c, next) => {
    await next();
    if (c.req.method !== "HEAD" || !c.res.body) return;
    const { size } = await c.res.blob();
    c.res = new Response(null, c.res);
    c.header("Content-Length", String(size));
  });
}
