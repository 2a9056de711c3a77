import { createMiddleware } from "hono/factory";
import { uuidv7 } from "#kit/ids.ts";
import type { Env, WebApp } from "../visit.ts";
import { networkOf } from "./network_of.ts";

/** Gives each request an id and one line in the log: never its query, its body or its cookies. */
export function requestLog({ services, config }: WebApp) {
  return createMiddleware<Env>(async (c, next) => {
    const started = services.clock.monotonic();
    const requestId = uuidv7(services.clock.now(), services.random);
    c.set("requestId", requestId);
    c.set("address", networkOf(addressOf(c.req.raw, c.env, config.trustProxy)));
    await next();
    c.header("X-Request-Id", requestId);
    services.log.info("request", {
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

/** Behind a trusted proxy, the address that the proxy itself has seen: the last one it wrote. */
function addressOf(request: Request, server: unknown, trustProxy: boolean): string {
  const forwarded = request.headers.get("x-forwarded-for");
  if (trustProxy && forwarded) return forwarded.split(",").at(-1)!.trim();
  return isAddressSource(server) ? (server.requestIP(request)?.address ?? "unknown") : "unknown";
}

function isAddressSource(server: unknown): server is AddressSource {
  return typeof server === "object" && server !== null && "requestIP" in server;
}
