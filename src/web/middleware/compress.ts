import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { refusesPlain, wantedEncoding } from "../http/encodings.ts";
import type { Env } from "../http/visit.ts";

const pack = promisify(gzip);
/** Beyond it answers get little smaller and take longer. */
const level = 4;
/** What is smaller goes in one packet as it is. */
const bytesMin = 1_024;
const textTypes = /^(text\/|application\/json\b)/;

/**
 * Packs pages and answers of the API on their way, beside the thread that serves: docs/decisions/019
 * says which are never packed. What is packed already stays as it is.
 */
export function compress() {
  return createMiddleware<Env>(async (c, next) => {
    await next();
    const { body, headers } = c.res;
    if (!body || headers.has("Content-Encoding")) return;
    if (!textTypes.test(headers.get("Content-Type") ?? "")) return;
    const made = new Uint8Array(await c.res.arrayBuffer());
    c.set("bytesMade", made.length);
    const packed = isWanted(c, made.length) ? await pack(made, { level }) : undefined;
    c.res = new Response(packed ?? made, c.res);
    c.header("Vary", "Accept-Encoding", { append: true });
    if (packed) c.header("Content-Encoding", "gzip");
  });
}

function isWanted(c: Context<Env>, bytes: number): boolean {
  const accepted = c.req.header("Accept-Encoding");
  if (leaksByLength(c) || !wantedEncoding(accepted, ["gzip"])) return false;
  return bytes >= bytesMin || refusesPlain(accepted);
}

/**
 * Whether somebody else may have made this browser ask: then words of theirs in the address could be
 * packed together with what is secret, and the length would tell how much both have in common (BREACH).
 * Old browsers do not say, and neither do any over http.
 */
function leaksByLength(c: Context<Env>): boolean {
  if (c.get("identifiedBy") !== "cookie") return false;
  return !["same-origin", "none"].includes(c.req.header("Sec-Fetch-Site") ?? "");
}
