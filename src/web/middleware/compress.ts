import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { readAnswer, replaceAnswer } from "../http/answer_body.ts";
import { type Encoding, refusesPlain, wantedEncoding } from "../http/encodings.ts";
import type { Env } from "../http/visit.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);
/** Above this, brotli takes as long as all the rest of the answer, and saves less. */
const longBytes = 128 * 1024;
const packers: Record<Encoding, (bytes: Bytes) => Promise<Bytes>> = {
  br: (bytes) => brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  zstd: async (bytes) => new Uint8Array(await Bun.zstdCompress(bytes, { level: 3 })),
  gzip: (bytes) => gzipped(bytes, { level: 4 }),
};
/** In the order of preference. */
const offered: Encoding[] = ["br", "zstd", "gzip"];
const offeredIfLong: Encoding[] = ["zstd", "gzip", "br"];
/** Smaller answers fit into one packet anyway. */
const bytesMin = 1_024;
const textTypes = /^(text\/|application\/json\b)/;

/**
 * Compresses pages and API answers as they are sent, outside the thread that serves.
 * docs/decisions/019 says which answers are never compressed. Those that already are stay
 * unchanged.
 */
export function compress() {
  return createMiddleware<Env>(async (c, next) => {
    await next();
    const { headers } = c.res;
    if (headers.has("Content-Encoding")) return;
    if (!textTypes.test(headers.get("Content-Type") ?? "")) return;
    const made = await readAnswer(c);
    c.set("bytesMade", made.length);
    c.res.headers.append("Vary", "Accept-Encoding");
    const encoding = encodingOf(c, made.length);
    if (!encoding) return;
    replaceAnswer(c, await packers[encoding](made));
    c.res.headers.set("Content-Encoding", encoding);
  });
}

function encodingOf(c: Context<Env>, bytes: number): Encoding | undefined {
  const accepted = c.req.header("Accept-Encoding");
  if (leaksByLength(c) || (bytes < bytesMin && !refusesPlain(accepted))) return undefined;
  return wantedEncoding(accepted, bytes < longBytes ? offered : offeredIfLong);
}

/**
 * Whether another site may have triggered the request. Then the attacker's text in the address
 * could be compressed together with secrets, and the length would reveal what they have in common
 * (BREACH). Old browsers do not say, and no browser does over http.
 */
function leaksByLength(c: Context<Env>): boolean {
  if (c.get("identifiedBy") !== "cookie") return false;
  return !["same-origin", "none"].includes(c.req.header("Sec-Fetch-Site") ?? "");
}
