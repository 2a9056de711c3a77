import type { Context } from "hono";
import { Refusal } from "#core/refusals.ts";
import type { Env } from "../http/visit.ts";

/**
 * Refuses a body that is too large: by its stated length, otherwise as soon as more has arrived.
 * The rest can still be read and discarded.
 * @throws {Refusal} too_large, invalid (its sender is gone)
 */
export async function limitBody(
  { req }: Context<Env>,
  body: ReadableStream<Uint8Array>,
  bytesMax: number,
): Promise<void> {
  const { headers, method } = req.raw;
  const stated = headers.get("Content-Length");
  if (stated === null || headers.has("Transfer-Encoding")) {
    req.raw = new Request(req.raw, { method, body: await readUpTo(body, bytesMax) });
  } else if (Number(stated) > bytesMax) throw tooLarge();
}

async function readUpTo(
  body: ReadableStream<Uint8Array>,
  bytesMax: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  try {
    for (let bytes = 0; ;) {
      const { done, value } = await reader.read();
      if (done) return Buffer.concat(chunks);
      bytes += value.length;
      if (bytes > bytesMax) throw tooLarge();
      chunks.push(value);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("invalid", {
      reason: "request_incomplete",
    });
  } finally {
    reader.releaseLock();
  }
}

function tooLarge(): Refusal {
  return new Refusal("too_large", { reason: "too_large" });
}
