import type { Context as HonoContext } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Env } from "./visit.ts";

/** A page. Like `answerJson`, it spares the middleware reading back what it made. */
export function answerHtml(
  c: HonoContext<Env>,
  html: string,
  status: ContentfulStatusCode,
): Response {
  return made(c, { bytes: encoder.encode(html), type: "text/html; charset=UTF-8", status });
}

/** JSON that is encoded once and answers many requests. */
export class EncodedJson<Value> {
  readonly bytes: Uint8Array<ArrayBuffer>;

  constructor(value: Value) {
    this.bytes = encoder.encode(JSON.stringify(value));
  }
}

export function answerJson(
  c: HonoContext<Env>,
  value: unknown,
  status: ContentfulStatusCode = 200,
): Response {
  const { bytes } = value instanceof EncodedJson ? value : new EncodedJson(value);
  return made(c, { bytes, type: "application/json", status });
}

const encoder = new TextEncoder();

function made(
  c: HonoContext<Env>,
  answer: { bytes: Uint8Array<ArrayBuffer>; type: string; status: ContentfulStatusCode },
): Response {
  const { bytes, type, status } = answer;
  c.set("answer", bytes);
  return c.body(bytes, status, { "Content-Type": type });
}

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
