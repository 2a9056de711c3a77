import type { Context, Next } from "hono";
import { createMiddleware } from "hono/factory";
import type { Env } from "../http/visit.ts";

/**
 * Answers HEAD with the length of GET's answer (RFC 9110, section 8.6). Otherwise the server would
 * state the length of the content it sends, which is 0.
 */
export function headLength() {
  return createMiddleware<Env>((c, next) => (c.req.method === "HEAD" ? measured(c, next) : next()));
}

async function measured(c: Context<Env>, next: Next): Promise<void> {
  await next();
  if (!c.res.body) return;
  const { size } = await c.res.blob();
  c.res = new Response(null, c.res);
  c.header("Content-Length", String(size));
}
