import { isReady } from "#core/health.ts";
import { api } from "../route.ts";

export const healthRoutes = [
  api({
    method: "GET",
    path: "/healthz",
    policy: "public",
    handle: ({ c }) => c.json({ status: "ok" }),
  }),
  api({
    method: "GET",
    path: "/readyz",
    policy: "public",
    async handle({ c, services }) {
      const ready = await isReady(services);
      return c.json({ status: ready ? "ready" : "not ready" }, ready ? 200 : 503);
    },
  }),
];
