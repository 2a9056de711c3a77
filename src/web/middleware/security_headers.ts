import { createMiddleware } from "hono/factory";
import { usesTls } from "#kit/config.ts";
import type { Env, WebApp } from "../http/visit.ts";

/** Headers of every answer. They forbid inline scripts and styles. */
export function securityHeaders({ config }: WebApp) {
  const sockets = config.wsUrl;
  // The policy's grammar has no IPv6 addresses: browsers would ignore one and refuse the socket.
  const socketSource = sockets.hostname.startsWith("[") ? sockets.protocol : sockets.origin;
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${socketSource}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "manifest-src 'self'",
  ].join("; ");
  const secure = usesTls(config);
  return createMiddleware<Env>(async (c, next) => {
    await next();
    c.header("Content-Security-Policy", policy);
    c.header("X-Content-Type-Options", "nosniff");
    c.header("Referrer-Policy", "same-origin");
    c.header("Cross-Origin-Opener-Policy", "same-origin");
    c.header("Cross-Origin-Resource-Policy", "same-origin");
    c.header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
    if (secure) c.header("Strict-Transport-Security", "max-age=31536000");
    if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "no-store");
  });
}
