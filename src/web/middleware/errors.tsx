import type { Context as HonoContext } from "hono";
import { errorFields } from "#kit/logger.ts";
import { asRefusal, notFound, type Refusal } from "#core/refusals.ts";
import { ErrorPage } from "#ui/layout/error_page.tsx";
import { signInPath } from "../auth/next_path.ts";
import { isJson } from "../http/media_type.ts";
import { refusalText } from "../http/refusal_text.ts";
import { renderPage } from "../http/render.tsx";
import { isReading } from "../http/route.ts";
import { setRetryAfter } from "../http/retry_after.ts";
import { statusOf } from "../http/refusal_status.ts";
import { visitOf } from "../http/make_visit.ts";
import type { Env, WebApp } from "../http/visit.ts";
import { choicesOf } from "../http/weighted.ts";

export function answerNotFound(app: WebApp, c: HonoContext<Env>): Response {
  return answerError(app, c, notFound());
}

/** Unexpected errors show only a reference number; the details are in the log. */
export function answerError(app: WebApp, c: HonoContext<Env>, error: unknown): Response {
  const refusal = asRefusal(error);
  const requestId = c.get("requestId");
  if (refusal.code === "internal") {
    app.services.logger.error("request.failed", {
      requestId,
      path: c.req.path,
      ...errorFields(error),
    });
  }
  const status = statusOf[refusal.code];
  setRetryAfter(c, refusal);
  if (wantsJson(c)) return c.json(errorBody(refusal, requestId), status);
  if (refusal.code === "unauthenticated" && isReading(c.req.method)) {
    const { pathname, search } = new URL(c.req.url);
    return c.redirect(signInPath(pathname + search));
  }
  // A request that was refused before it was identified has no language yet.
  if (!c.get("locale")) c.set("locale", "en");
  const visit = visitOf(app, c);
  const reference = refusal.code === "internal" ? requestId : undefined;
  const message = refusalText(visit.texts, refusal);
  return renderPage(visit, {
    title: String(status),
    status,
    here: isReading(c.req.method) ? undefined : "/",
    content: (
      <ErrorPage status={status} message={message} reference={reference} texts={visit.texts} />
    ),
  });
}

/** The original's clients read `message`, some of them `msg`. */
function errorBody(refusal: Refusal, requestId: string): Record<string, unknown> {
  return {
    message: refusal.message,
    msg: refusal.message,
    code: refusal.code,
    reason: refusal.reason,
    ...(refusal.field && { field: refusal.field }),
    ...(refusal.code === "internal" && { reference: requestId }),
  };
}

function wantsJson(c: HonoContext<Env>): boolean {
  if (c.get("kind") === "api" || c.req.path.startsWith("/api/")) return true;
  if (isJson(c.req.header("Content-Type"))) return true;
  const wanted = choicesOf(c.req.header("Accept"));
  const weightOf = (type: string) => wanted.find(({ value }) => value === type)?.weight ?? 0;
  return weightOf("application/json") > weightOf("text/html");
}
