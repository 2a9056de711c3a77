/**
 * What one account may have of the server's time and memory: reading costs both, and whoever asks
 * decides how fast an answer is taken. Keyed on the account, because a lecture hall is one address.
 */
import { createMiddleware } from "hono/factory";
import { Refusal } from "#core/refusals.ts";
import { waitOrRefuse } from "#core/rates.ts";
import { isReading, type Route } from "../http/route.ts";
import type { Env, WebApp } from "../http/visit.ts";

/** What an answer counts beside its bytes: a page is drawn, which takes longer. */
const workBytes: Record<Route["kind"], number> = { page: 64 * 1024, api: 8 * 1024 };
/** What is larger is handed out in pieces of this size, as fast as it is taken. */
const pieceBytes = 64 * 1024;

const reason = "reading_too_fast";

/**
 * Counts what an account is answered, by what it was before it was packed: that is what it has cost. And keeps few large answers on their way to it at once. Who has
 * read too much can still write, and what only staff can open is not counted: some of it is large.
 * @throws {Refusal} limited
 */
export function fairShare({ services: { rates } }: WebApp, route: Route) {
  return createMiddleware<Env>(async (c, next) => {
    const account = c.get("actor")?.id;
    if (account === undefined || route.policy === "public") return next();
    const isCounted = route.policy !== "staff";
    if (isCounted && route.method === "GET") waitOrRefuse(rates.readingByAccount, account, reason);
    await next();
    const bytes = new Uint8Array(await c.res.arrayBuffer());
    const made = c.get("bytesMade") ?? bytes.length;
    if (isCounted) rates.readingByAccount.charge(account, workBytes[route.kind] + made);
    if (!c.res.body) return;
    const { method, signal } = c.req.raw;
    const isLarge = bytes.length > pieceBytes && method !== "HEAD";
    const end = isLarge ? rates.answersByAccount.acquire(account) : undefined;
    // What was changed is answered in any case: whoever changed it has to know.
    if (isLarge && !end && isReading(method)) {
      // Nothing of the answer that was made, such as how it is packed, holds for the refusal.
      c.res = undefined;
      c.res = new Response(null);
      throw new Refusal("limited", { reason, retryAfterMs: 1_000 });
    }
    c.res = new Response(end ? inPieces(bytes, { signal, end }) : bytes, c.res);
  });
}

/**
 * Each piece is taken when the one before it has gone out. `end` is called when none is left, and when
 * nobody is there any more to take them.
 */
function inPieces(
  bytes: Uint8Array,
  { signal, end }: { signal: AbortSignal; end: () => void },
): ReadableStream<Uint8Array> {
  if (signal.aborted) end();
  signal.addEventListener("abort", end);
  let sent = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = bytes.subarray(sent, sent + pieceBytes);
        sent += piece.length;
        if (piece.length > 0) controller.enqueue(piece);
        if (sent < bytes.length) return;
        controller.close();
        end();
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}
