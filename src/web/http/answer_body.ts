import type { Context as HonoContext } from "hono";
import type { Env } from "./visit.ts";

/** Reads the body of an answer and leaves it in place. */
export async function readAnswer(c: HonoContext<Env>): Promise<Uint8Array<ArrayBuffer>> {
  const known = c.get("answer");
  if (known) return known;
  const bytes = new Uint8Array(await c.res.arrayBuffer());
  replaceAnswer(c, bytes);
  return bytes;
}

/** Replaces the body of an answer; status and headers stay. */
export function replaceAnswer(
  c: HonoContext<Env>,
  body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
): void {
  const { res } = c;
  const isNothing = body instanceof Uint8Array && body.length === 0;
  c.set("answer", body instanceof Uint8Array ? body : undefined);
  // Hono would merge the headers of both responses, and read the new body as a stream to do so.
  c.res = undefined;
  c.res = new Response(isNothing ? null : body, res);
}
