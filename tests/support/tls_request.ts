/** One request over TLS, byte by byte, from a client that keeps sending while it is answered. */
import { within } from "./output.ts";
import { patienceMs } from "./patience.ts";
import { proxyName } from "./proxies.ts";

export interface TlsRequest {
  port: number;
  certificate: string;
  /** Without Host and lengths, which are added. */
  head: string[];
  body?: Uint8Array;
  /** Sends the body in chunks (RFC 9112, section 7.1), without stating its length. */
  chunked?: boolean;
}

export interface TlsAnswer {
  status: number;
  headers: Headers;
  body: string;
  /** Whether as much arrived as the header promises. */
  whole: boolean;
}

export async function askByTls({ port, certificate, ...request }: TlsRequest): Promise<TlsAnswer> {
  const own = [`Host: ${proxyName}:${port}`, "Connection: close"];
  let unsent = bytesOf({ ...request, head: [...request.head, ...own] });
  const chunks: Uint8Array[] = [];
  const over = Promise.withResolvers<void>();
  const send = (socket: Bun.Socket) => {
    while (unsent.length > 0) {
      const sent = socket.write(unsent);
      if (sent <= 0) return;
      unsent = unsent.subarray(sent);
    }
  };
  await Bun.connect({
    hostname: "127.0.0.1",
    port,
    tls: { ca: certificate, serverName: proxyName },
    socket: {
      open: send,
      drain: send,
      data: (_socket, chunk) => void chunks.push(new Uint8Array(chunk)),
      end: (socket) => void socket.end(),
      close: () => over.resolve(),
      error: () => over.resolve(),
    },
  });
  await within(over.promise, patienceMs, () => `Still open: ${Buffer.concat(chunks).toString()}`);
  return answerOf(Buffer.concat(chunks));
}

function bytesOf({
  head,
  body,
  chunked = false,
}: Omit<TlsRequest, "port" | "certificate">): Buffer {
  const framing = chunked ? "Transfer-Encoding: chunked" : `Content-Length: ${body?.length ?? 0}`;
  const start = Buffer.from(`${[...head, framing].join("\r\n")}\r\n\r\n`);
  if (!body || !chunked) return Buffer.concat([start, body ?? new Uint8Array()]);
  const parts = [start];
  for (let at = 0; at < body.length; at += 10_000) {
    const part = body.subarray(at, at + 10_000);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), Buffer.from(part));
    parts.push(Buffer.from("\r\n"));
  }
  return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]);
}

function answerOf(bytes: Buffer): TlsAnswer {
  const end = bytes.indexOf("\r\n\r\n");
  const [first = "", ...fields] = bytes.subarray(0, Math.max(end, 0)).toString().split("\r\n");
  const headers = new Headers(
    fields.map((field): [string, string] => {
      const colon = field.indexOf(":");
      return [field.slice(0, colon), field.slice(colon + 1).trim()];
    }),
  );
  const body = bytes.subarray(end + 4);
  const length = headers.get("Content-Length");
  const chunked = headers.get("Transfer-Encoding") === "chunked";
  const promised = chunked ? body.toString().endsWith("0\r\n\r\n") : length === `${body.length}`;
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]),
    headers,
    body: body.toString(),
    whole: end > 0 && promised,
  };
}
