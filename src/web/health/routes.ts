import { z } from "zod";
import { isReady } from "#core/instance/health.ts";
import { answerJson } from "../http/answer_body.ts";
import { api } from "../http/route.ts";

const answer = z.object({ status: z.string() });

/** Also answers requests without a Host. */
export const healthPaths = ["/healthz", "/readyz"];

export const healthRoutes = [
  api({
    method: "GET",
    path: "/healthz",
    policy: "public",
    documentation: { tag: "Server", summary: "Check whether the server is running", answer },
    handle: ({ c }) => answerJson(c, { status: "ok" }),
  }),
  api({
    method: "GET",
    path: "/readyz",
    policy: "public",
    documentation: {
      tag: "Server",
      summary: "Check whether the server is ready: its database responds",
      answer,
    },
    async handle({ c, services }) {
      const ready = await isReady(services);
      return answerJson(c, { status: ready ? "ready" : "not ready" }, ready ? 200 : 503);
    },
  }),
];
