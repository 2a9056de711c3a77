/**
 * Limits how much of the server's time and memory one account may use. Reading costs both, and the
 * client decides how fast it takes an answer. Limits are per account, because a lecture hall is one
 * address.
 */
import { createMiddleware } from "hono/factory";
import { Refusal } from "#core/refusals.ts";
import { waitOrRefuse } from "#core/rates.ts";
import { readAnswer, replaceAnswer } from "../http/answer_body.ts";
import { isReading, type Route } from "../http/route.ts";
import type { Env, WebApp } from "../http/visit.ts";

/** The cost of an answer in addition to its bytes; rendering a page takes longer. */
const workBytes: Record<Route["kind"], number> = { page: 64 * 1024, api: 8 * 1024 };
/** Larger answers are sent in pieces, as fast as the client takes them. */
const largeBytes = 64 * 1024;
const pieceBytes = 256 * 1024;

const reason = "reading_too_fast";

/**
 * Counts the uncompressed size of an account's answers, which is what they cost, and limits how
 * many large answers to it are in progress at once. An account that has read too much can still
 * write. Routes that only staff of a course or admins can use are not counted, as some answers are large.
 * @throws {Refusal} limited
 */
export function fairShare({ services: { rates } }: WebApp, route: Route) {
  return createMiddleware<Env>(async (c, next) => {
    const account = c.get("actor")?.id;
    if (account === undefined || route.policy === "public") return next();
    const isCounted = route.policy === "signed_in";
    if (isCounted && route.method === "GET") waitOrRefuse(rates.readingByAccount, account, reason);
    await next();
    const bytes = await readAnswer(c);
    const made = c.get("bytesMade") ?? bytes.length;
    if (isCounted) rates.readingByAccount.charge(account, workBytes[route.kind] + made);
    const { method, signal } = c.req.raw;
    const isLarge = bytes.length > largeBytes && method !== "HEAD";
    const end = isLarge ? rates.answersByAccount.acquire(account) : undefined;
    // A request that changed something is always answered, so that its sender knows.
    if (isLarge && !end && isReading(method)) {
      // The answer's headers, such as its encoding, do not apply to the refusal.
      c.res = undefined;
      c.res = new Response(null);
      throw new Refusal("limited", { reason, retryAfterMs: 1_000 });
    }
    if (end) replaceAnswer(c, inPieces(bytes, { signal, end }));
  });
}

/**
 * Each piece is taken after the previous one has been sent. `end` is called when none is left, or
 * when the client is gone.
 */
function inPieces(
  bytes: Uint8Array,
  { signal, end }: { signal: AbortSignal; end: () => void },
): ReadableStream<Uint8Array> {
  if (signal.aborted) end();
  signal.addEventListener("abort", end);
  let sent = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = bytes.subarray(sent, sent + pieceBytes);
      sent += piece.length;
      if (piece.length > 0) return controller.enqueue(piece);
      controller.close();
      end();
    },
    cancel: end,
  });
}
