/**
 * A WebSocket client that can break every rule: frames are built byte by byte and sent over TCP.
 */
import type { Socket } from "bun";
import { within } from "./output.ts";
import { patienceMs } from "./patience.ts";

export interface RawFrame {
  fin: boolean;
  /** The three reserved bits as a number. */
  reserved: number;
  opcode: number;
  payload: Uint8Array;
}

export interface RawSocket {
  /** The server's answer to the handshake, including headers. */
  head: string;
  /** Every frame received, in order. */
  frames: RawFrame[];
  /** Resolves when everything was handed to the system, or the connection is gone. */
  send(bytes: Uint8Array): Promise<void>;
  /** Resolves when this many frames have arrived, or the connection is gone. */
  received(count: number): Promise<void>;
  /** The server has closed the connection. */
  ended: Promise<void>;
  isOver(): boolean;
  close(): void;
}

export const opcodes = { more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface FrameOptions {
  /** Another frame of the same message follows. */
  open?: boolean;
  reserved?: number;
  unmasked?: boolean;
  /** The bytes used for the length, if more than necessary: 2 or 8. */
  lengthBytes?: 2 | 8;
}

const mask = [0x37, 0xfa, 0x21, 0x3d];

/** One frame as a client sends it. */
export function frame(
  opcode: number,
  payload: Uint8Array | string = "",
  options: FrameOptions = {},
): Uint8Array {
  const data = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  const { open = false, reserved = 0, unmasked = false } = options;
  const lengthBytes =
    options.lengthBytes ?? (data.length < 126 ? 0 : data.length < 0x1_0000 ? 2 : 8);
  const head = Buffer.alloc(2 + lengthBytes);
  head[0] = (open ? 0 : 0x80) | (reserved << 4) | opcode;
  head[1] =
    (unmasked ? 0 : 0x80) | (lengthBytes === 0 ? data.length : lengthBytes === 2 ? 126 : 127);
  if (lengthBytes === 2) head.writeUInt16BE(data.length, 2);
  if (lengthBytes === 8) head.writeBigUInt64BE(BigInt(data.length), 2);
  if (unmasked) return Buffer.concat([head, data]);
  const masked = data.map((byte, index) => byte ^ mask[index % 4]!);
  return Buffer.concat([head, Uint8Array.from(mask), masked]);
}

export function closeFrame(code: number, reason: Uint8Array | string = ""): Uint8Array {
  const text = typeof reason === "string" ? new TextEncoder().encode(reason) : reason;
  return frame(
    opcodes.close,
    Buffer.concat([Uint8Array.of((code >> 8) & 0xff, code & 0xff), text]),
  );
}

/** The lines of a valid handshake. Each test changes what it is about. */
export function handshakeLines(port: number, headers: Record<string, string> = {}): string[] {
  const fields = {
    Host: `127.0.0.1:${port}`,
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
  };
  const present = Object.entries(fields).filter(([, value]) => value !== "");
  return ["GET / HTTP/1.1", ...present.map(([name, value]) => `${name}: ${value}`)];
}

interface Wire {
  rest: Uint8Array;
  unsent: Uint8Array;
  drained: PromiseWithResolvers<void>;
  looks: Set<() => void>;
  gone: boolean;
  head: PromiseWithResolvers<string>;
  shaken: boolean;
}

/** Sends the lines and waits for any answer. */
export async function openRaw(port: number, lines = handshakeLines(port)): Promise<RawSocket> {
  const frames: RawFrame[] = [];
  const ended = Promise.withResolvers<void>();
  const wire: Wire = {
    rest: new Uint8Array(0),
    unsent: new Uint8Array(0),
    drained: Promise.withResolvers(),
    looks: new Set(),
    gone: false,
    head: Promise.withResolvers(),
    shaken: false,
  };
  const over = () => {
    wire.gone = true;
    wire.drained.resolve();
    wire.head.resolve("");
    ended.resolve();
    for (const look of wire.looks) look();
  };
  const socket = await Bun.connect({
    hostname: "127.0.0.1",
    port,
    socket: {
      data(_socket, chunk) {
        read(wire, frames, chunk);
        for (const look of wire.looks) look();
      },
      drain: (open) => flush(open, wire),
      end: (open) => void open.end(),
      close: over,
      error: over,
    },
  });
  const self: RawSocket = {
    head: "",
    frames,
    send: (bytes) => {
      wire.unsent = wire.unsent.length === 0 ? bytes : Buffer.concat([wire.unsent, bytes]);
      wire.drained = Promise.withResolvers();
      flush(socket, wire);
      return wire.gone ? Promise.resolve() : wire.drained.promise;
    },
    received: (count) => {
      const enough = Promise.withResolvers<void>();
      const look = () => {
        if (frames.length >= count || wire.gone) enough.resolve();
      };
      wire.looks.add(look);
      look();
      return within(enough.promise, patienceMs, () => `${frames.length} of ${count} frames`);
    },
    ended: within(ended.promise, patienceMs, () => "the server has not ended the connection"),
    isOver: () => wire.gone,
    close: () => socket.terminate(),
  };
  // Without this, a caller that does not wait for the end would cause an unhandled rejection.
  self.ended.catch(() => {});
  void self.send(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
  self.head = await within(wire.head.promise, patienceMs, () => "no answer to the handshake");
  return self;
}

function flush(socket: Socket, wire: Wire): void {
  while (!wire.gone && wire.unsent.length > 0) {
    const written = socket.write(wire.unsent);
    if (written <= 0) return;
    wire.unsent = wire.unsent.subarray(written);
  }
  wire.drained.resolve();
}

function read(wire: Wire, frames: RawFrame[], chunk: Uint8Array): void {
  let bytes: Uint8Array = Buffer.concat([wire.rest, chunk]);
  if (!wire.shaken) {
    const end = Buffer.from(bytes).indexOf("\r\n\r\n");
    if (end < 0) {
      wire.rest = bytes;
      return;
    }
    wire.shaken = true;
    wire.head.resolve(Buffer.from(bytes.subarray(0, end)).toString("latin1"));
    bytes = bytes.subarray(end + 4);
  }
  for (let next = firstFrame(bytes); next; next = firstFrame(bytes)) {
    frames.push(next.frame);
    bytes = bytes.subarray(next.size);
  }
  wire.rest = bytes;
}

function firstFrame(bytes: Uint8Array): { frame: RawFrame; size: number } | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.length < 2) return undefined;
  const short = view[1]! & 0x7f;
  const headSize = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (view.length < headSize) return undefined;
  const length =
    short === 126 ? view.readUInt16BE(2) : short === 127 ? Number(view.readBigUInt64BE(2)) : short;
  if (view.length < headSize + length) return undefined;
  const first = view[0]!;
  return {
    size: headSize + length,
    frame: {
      fin: (first & 0x80) !== 0,
      reserved: (first >> 4) & 7,
      opcode: first & 15,
      payload: new Uint8Array(view.subarray(headSize, headSize + length)),
    },
  };
}
