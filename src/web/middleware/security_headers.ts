import { createMiddleware } from "hono/factory";
import { usesTls } from "#kit/config.ts";
import type { Env, WebApp } from "../http/visit.ts";

/** Headers of every answer, unless it has a stricter one. They forbid inline scripts and styles. */
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
  const fixed: [name: string, value: string][] = [
    ["Content-Security-Policy", policy],
    ["X-Content-Type-Options", "nosniff"],
    ["Referrer-Policy", "same-origin"],
    ["Cross-Origin-Opener-Policy", "same-origin"],
    ["Cross-Origin-Resource-Policy", "same-origin"],
    ["Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"],
  ];
  if (usesTls(config)) fixed.push(["Strict-Transport-Security", "max-age=31536000"]);
  return createMiddleware<Env>(async (c, next) => {
    await next();
    // Hono's own way to set a header copies an answer that is already made.
    const { headers } = c.res;
    for (const [name, value] of fixed) if (!headers.has(name)) headers.set(name, value);
    if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  });
}
