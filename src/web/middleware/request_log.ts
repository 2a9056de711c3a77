import { createMiddleware } from "hono/factory";
import { uuidv7 } from "#kit/ids.ts";
import type { Env, WebApp } from "../http/visit.ts";
import { lastForwarded, networkOf } from "./network_of.ts";

/** Gives each request an id and one line in the log, without its query, body and cookies. */
export function logRequests({ services, config }: WebApp) {
  return createMiddleware<Env>(async (c, next) => {
    const started = services.clock.monotonic();
    const requestId = uuidv7(services.clock.now(), services.random);
    c.set("requestId", requestId);
    const forwarded = config.trustProxy
      ? lastForwarded(c.req.header("X-Forwarded-For") ?? "")
      : undefined;
    c.set("address", networkOf(forwarded ?? peerOf(c.req.raw, c.env)) ?? "unknown");
    await next();
    c.res.headers.set("X-Request-Id", requestId);
    services.logger.info("request", {
      requestId,
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      ms: Math.round(services.clock.monotonic() - started),
    });
  });
}

interface AddressSource {
  requestIP(request: Request): { address: string } | null;
}

/** The address of the other end of the connection. */
function peerOf(request: Request, server: unknown): string {
  return isAddressSource(server) ? (server.requestIP(request)?.address ?? "") : "";
}

function isAddressSource(server: unknown): server is AddressSource {
  return typeof server === "object" && server !== null && "requestIP" in server;
}
