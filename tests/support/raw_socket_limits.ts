/**
 * Section 9 of the Autobahn test suite: messages up to 16 MiB, which our limits end much earlier.
 */
import { limits } from "#wire/limits.ts";
import { frame, opcodes } from "./raw_socket.ts";
import { answered, type Case, fragments } from "./raw_socket_case.ts";

const kinds = [opcodes.text, opcodes.binary] as const;
const kib = 1024;
const filled = (size: number) => new Uint8Array(size).fill(0x2a);

/** Up to the limit it is read, above it refused, and far above it closes the connection. */
function sized(id: string, opcode: number, size: number, frames: Uint8Array[]): Case {
  if (size > limits.frameBytes * 4)
    return { id, steps: frames, back: ["close 1009"], mayBeCut: true };
  if (opcode === opcodes.binary) return answered(id, frames, "invalid");
  return answered(id, frames, size > limits.frameBytes ? "too_large" : "bad_json");
}

const whole = [64, 256, 1_024, 4_096, 8_192, 16_384].map((size) => size * kib);
const pieces = [64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304];
const chops = [64, 128, 256, 512, 1_024, 2_048];
const four = filled(4_096 * kib);

export const sizes: Case[] = kinds.flatMap((opcode, kind) => [
  ...whole.map((size, index) =>
    sized(`9.${1 + kind}.${index + 1}`, opcode, size, [frame(opcode, filled(size))]),
  ),
  ...pieces.map((piece, index) =>
    sized(`9.${3 + kind}.${index + 1}`, opcode, four.length, [
      Buffer.concat(fragments(four, piece, opcode)),
    ]),
  ),
  ...chops.map((inPieces, index): Case => {
    const bytes = frame(opcode, filled(1_024 * kib));
    const id = `9.${5 + kind}.${index + 1}`;
    return { id, steps: [{ bytes, inPieces }], back: ["close 1009"], mayBeCut: true };
  }),
]);

/** A thousand messages of each size get a thousand answers, some of them about the rate limit. */
export const floods = kinds.flatMap((opcode, kind) =>
  [0, 16, 64, 256, 1_024, 4_096].map((size, index) => ({
    id: `9.${7 + kind}.${index + 1}`,
    answer: opcode === opcodes.text ? "bad_json" : "invalid",
    message: frame(opcode, filled(size)),
    count: 1_000,
  })),
);
