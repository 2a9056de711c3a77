/**
 * A WebSocket client that only counts frames, so that the load costs less than what it measures.
 * Speaks RFC 6455 over a bare TCP socket; loopback only.
 */
import type { Socket } from "bun";

export interface WireClient {
  /** Frames with a payload received since the start. */
  received: number;
  open: boolean;
  send(text: string): void;
  pong(): void;
  /** Stops or resumes reading from the network. */
  pause(): void;
  resume(): void;
  close(): void;
}

export interface WireOptions {
  port: number;
  path?: string;
  headers?: Record<string, string>;
  /** Without it, a server may take it for gone after a while. */
  answersPings?: boolean;
  onFrame: (client: WireClient, payload: Uint8Array) => void;
  onClose?: (client: WireClient) => void;
}

interface State {
  client: WireClient;
  rest: Uint8Array;
  shaken: boolean;
}

const endOfHead = new TextEncoder().encode("\r\n\r\n");

/** Resolves when the server has answered the handshake. */
export function connectWire(options: WireOptions): Promise<WireClient> {
  return new Promise((resolve, reject) => {
    void Bun.connect<State>({
      hostname: "127.0.0.1",
      port: options.port,
      socket: {
        open(socket) {
          socket.data = { client: clientOf(socket), rest: new Uint8Array(0), shaken: false };
          socket.write(handshake(options));
        },
        data(socket, chunk) {
          const state = socket.data;
          const bytes = state.rest.length === 0 ? chunk : Buffer.concat([state.rest, chunk]);
          const after = state.shaken ? bytes : handshaken(bytes, reject);
          if (!after) {
            state.rest = new Uint8Array(bytes);
            return;
          }
          if (!state.shaken) {
            state.shaken = true;
            state.client.open = true;
            resolve(state.client);
          }
          state.rest = readFrames(state.client, after, options);
        },
        close(socket) {
          socket.data.client.open = false;
          options.onClose?.(socket.data.client);
          reject(new Error("the connection was closed"));
        },
        error: (_socket, error) => reject(error),
        connectError: (_socket, error) => reject(error),
      },
    }).catch(reject);
  });
}

/** @returns what follows the server's answer, once that is complete */
function handshaken(bytes: Uint8Array, reject: (error: Error) => void): Uint8Array | undefined {
  const end = Buffer.from(bytes).indexOf(endOfHead);
  if (end < 0) return undefined;
  const head = new TextDecoder().decode(bytes.subarray(0, end));
  if (head.startsWith("HTTP/1.1 101")) return bytes.subarray(end + endOfHead.length);
  reject(new Error(`the server answered: ${head.split("\r\n")[0]}`));
  return undefined;
}

function clientOf(socket: Socket<State>): WireClient {
  return {
    received: 0,
    open: false,
    send: (text) => void socket.write(maskedFrame(text)),
    pong: () => void socket.write(pong),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: () => socket.end(),
  };
}

function handshake({ port, path = "/", headers = {} }: WireOptions): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** @returns the bytes of an incomplete frame */
function readFrames(
  client: WireClient,
  bytes: Uint8Array,
  { onFrame, answersPings }: WireOptions,
): Uint8Array {
  let at = 0;
  while (bytes.length - at >= 2) {
    const short = bytes[at + 1]! & 0x7f;
    const headBytes = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (bytes.length - at < headBytes) break;
    const length = short < 126 ? short : lengthAt(bytes, at, headBytes);
    if (bytes.length - at < headBytes + length) break;
    const opcode = bytes[at]! & 0x0f;
    if (opcode === 9 && answersPings) client.pong();
    if (opcode === 1) {
      client.received += 1;
      onFrame(client, bytes.subarray(at + headBytes, at + headBytes + length));
    }
    at += headBytes + length;
  }
  return at === bytes.length ? empty : new Uint8Array(bytes.subarray(at));
}

const empty = new Uint8Array(0);
/** Without a payload, as the server's pings are; masked with zeros. */
const pong = new Uint8Array([0x8a, 0x80, 0, 0, 0, 0]);

function lengthAt(bytes: Uint8Array, at: number, headBytes: number): number {
  let length = 0;
  for (let i = at + 2; i < at + headBytes; i++) length = length * 256 + bytes[i]!;
  return length;
}

/** A client's frames are masked (RFC 6455, section 5.3); a mask of zeros is valid. */
function maskedFrame(text: string): Uint8Array {
  const payload = new TextEncoder().encode(text);
  const extended = payload.length > 125;
  const frame = new Uint8Array((extended ? 8 : 6) + payload.length);
  frame[0] = 0x81;
  frame[1] = 0x80 | (extended ? 126 : payload.length);
  if (extended) {
    frame[2] = payload.length >> 8;
    frame[3] = payload.length & 0xff;
  }
  frame.set(payload, extended ? 8 : 6);
  return frame;
}
