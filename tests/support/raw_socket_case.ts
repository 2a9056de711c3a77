/** A conformance case: the bytes to send, and the expected answer in words. */
import {
  closeFrame,
  frame,
  opcodes,
  openRaw,
  type RawFrame,
  type RawSocket,
} from "./raw_socket.ts";

export type Step =
  | Uint8Array
  /** The same bytes, so many at a time. */
  | { bytes: Uint8Array; inPieces: number }
  /** Continues when this many frames have arrived. */
  | { awaiting: number };

export interface Case {
  /** Its number in the Autobahn test suite. */
  id: string;
  steps: Step[];
  /** The expected answer, see `inWords`. */
  back: string[];
  /** The connection may be reset before the server's last frames have arrived. */
  mayBeCut?: boolean;
}

/** Everything is valid: it is answered, and so is the close that follows. */
export function answered(id: string, steps: Step[], ...back: string[]): Case {
  return { id, steps: [...steps, closeFrame(1000)], back: [...back, "close 1000"] };
}

/** The server closes the connection with this code, after answering what was valid. */
export function failed(id: string, code: number, steps: Step[], ...back: string[]): Case {
  return { id, steps, back: [...back, `close ${code}`] };
}

/** A message in frames, split before each of the given positions, or every so many bytes. */
export function fragments(
  payload: Uint8Array | string,
  at: number[] | number,
  opcode: number = opcodes.text,
): Uint8Array[] {
  const data = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  const cuts =
    typeof at === "number"
      ? Array.from({ length: Math.ceil(data.length / at) - 1 }, (_, index) => (index + 1) * at)
      : at;
  const edges = [0, ...cuts, data.length];
  return edges.slice(1).map((end, index) =>
    frame(index === 0 ? opcode : opcodes.more, data.subarray(edges[index], end), {
      open: index < edges.length - 2,
    }),
  );
}

export const bytewise = (bytes: Uint8Array): Step => ({ bytes, inPieces: 1 });
export const together = (...frames: Uint8Array[]): Uint8Array => Buffer.concat(frames);
export const hex = (text: string): Uint8Array => Uint8Array.fromHex(text.replaceAll(" ", ""));

/** Sends a case over a connection of its own. @returns the answer, in words */
export async function play(port: number, { steps }: Case): Promise<string[]> {
  const socket = await openRaw(port);
  try {
    for (const step of steps) await take(socket, step);
    await socket.ended;
    return socket.frames.map(inWords);
  } finally {
    socket.close();
  }
}

async function take(socket: RawSocket, step: Step): Promise<void> {
  if (step instanceof Uint8Array) return socket.send(step);
  if ("awaiting" in step) return socket.received(step.awaiting);
  for (let at = 0; at < step.bytes.length && !socket.isOver(); at += step.inPieces) {
    await socket.send(step.bytes.subarray(at, at + step.inPieces));
    await new Promise(setImmediate);
  }
}

/** `pong <hex>`, `close <code>`, or the code of a refusal and, for an unknown kind, its name. */
export function inWords({ fin, reserved, opcode, payload }: RawFrame): string {
  if (!fin || reserved !== 0) return `a frame with fin ${fin} and reserved bits ${reserved}`;
  if (opcode === opcodes.pong) return `pong ${payload.toHex()}`;
  if (opcode === opcodes.close) {
    return payload.length < 2 ? "close" : `close ${(payload[0]! << 8) | payload[1]!}`;
  }
  if (opcode !== opcodes.text) return `opcode ${opcode}`;
  const text = new TextDecoder("utf-8", { fatal: true }).decode(payload);
  const answer = JSON.parse(text) as {
    messageType: string;
    payload: { code?: string };
    meta: { about?: string };
  };
  if (answer.messageType !== "Refusal") return answer.messageType;
  return [answer.payload.code, answer.meta.about].filter((part) => part !== undefined).join(" ");
}
