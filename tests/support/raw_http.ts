/** Requests that no HTTP client would send: lines of text over TCP. */
import { within } from "./output.ts";
import { patienceMs } from "./patience.ts";

/**
 * Sends the lines and an empty one.
 * @returns the complete answer with headers, once the server has closed the connection
 */
export async function askRawBytes(port: number, lines: string[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const over = Promise.withResolvers<void>();
  const socket = await Bun.connect({
    hostname: "127.0.0.1",
    port,
    socket: {
      data: (_socket, chunk) => void chunks.push(new Uint8Array(chunk)),
      end: (open) => void open.end(),
      close: () => over.resolve(),
      error: () => over.resolve(),
    },
  });
  socket.write(`${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n`);
  const answer = () => Buffer.concat(chunks);
  await within(over.promise, patienceMs, () => `The connection stays open: ${answer().toString()}`);
  return answer();
}

/** The same, for answers that are text. */
export async function askRaw(port: number, lines: string[]): Promise<string> {
  return (await askRawBytes(port, lines)).toString("utf8");
}

/** The status at the beginning of an answer. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}

export interface HeldRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * Sends the header of a request and the first bytes of its body.
 * @returns a function that sends the rest and resolves to the complete answer
 */
export async function holdRequest(
  port: number,
  { method, path, headers, body }: HeldRequest,
): Promise<() => Promise<string>> {
  const chunks: Uint8Array[] = [];
  const over = Promise.withResolvers<void>();
  const socket = await Bun.connect({
    hostname: "127.0.0.1",
    port,
    socket: {
      data: (_socket, chunk) => void chunks.push(new Uint8Array(chunk)),
      end: (open) => void open.end(),
      close: () => over.resolve(),
      error: () => over.resolve(),
    },
  });
  const bytes = Buffer.from(body);
  const lines = {
    Host: "127.0.0.1",
    Connection: "close",
    "Content-Length": bytes.length,
    ...headers,
  };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}`);
  socket.write(`${[`${method} ${path} HTTP/1.1`, ...head].join("\r\n")}\r\n\r\n`);
  socket.write(bytes.subarray(0, 1));
  return async () => {
    socket.write(bytes.subarray(1));
    const answer = () => Buffer.concat(chunks).toString("utf8");
    await within(over.promise, patienceMs, () => `The connection stays open: ${answer()}`);
    return answer();
  };
}
