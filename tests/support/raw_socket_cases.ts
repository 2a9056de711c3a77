/**
 * Sections 1 to 5, 7 and 10 of the Autobahn test suite. The server is no echo: it answers each
 * message that is not JSON with a refusal, which is how messages are counted; `{"messageType":"x"}`
 * is answered with its name.
 */
import { closeFrame, frame, opcodes } from "./raw_socket.ts";
import {
  answered,
  bytewise,
  type Case,
  failed,
  fragments,
  hex,
  type Step,
  together,
} from "./raw_socket_case.ts";

const { text, binary, ping, pong, more } = opcodes;
const named = (name: string) => `{"messageType":"${name}"}`;
const hello = frame(text, named("Hello"));
const filled = (length: number, byte = 0x2a) => new Uint8Array(length).fill(byte);
const pongOf = (payload: Uint8Array | string) =>
  `pong ${Buffer.from(payload as Uint8Array).toString("hex")}`;

const sizes = [0, 125, 126, 127, 128, 65_535, 65_536];

export const framing: Case[] = ([text, binary] as const).flatMap((opcode, kind) => {
  const answer = opcode === text ? "bad_json" : "invalid";
  const whole = sizes.map((size, index) =>
    answered(`1.${kind + 1}.${index + 1}`, [frame(opcode, filled(size))], answer),
  );
  const bytes = frame(opcode, filled(65_536));
  return [...whole, answered(`1.${kind + 1}.8`, [{ bytes, inPieces: 997 }], answer)];
});

const long = filled(125, 0xfe);
const tenPings = Array.from({ length: 10 }, (_, index) => `payload-${index}`);

export const pings: Case[] = [
  answered("2.1", [frame(ping)], "pong "),
  answered("2.2", [frame(ping, "Hello, world!")], pongOf("Hello, world!")),
  answered("2.3", [frame(ping, hex("00fffefdfcfb00ff"))], "pong 00fffefdfcfb00ff"),
  answered("2.4", [frame(ping, long)], pongOf(long)),
  failed("2.5", 1002, [frame(ping, filled(126, 0xfe))]),
  answered("2.6", [bytewise(frame(ping, long))], pongOf(long)),
  answered("2.7", [frame(pong)]),
  answered("2.8", [frame(pong, "unsolicited")]),
  answered("2.9", [frame(pong, "unsolicited"), frame(ping, "asked")], pongOf("asked")),
  answered(
    "2.10",
    tenPings.map((payload) => frame(ping, payload)),
    ...tenPings.map(pongOf),
  ),
  answered(
    "2.11",
    tenPings.map((payload) => bytewise(frame(ping, payload))),
    ...tenPings.map(pongOf),
  ),
];

/** Something valid, then something invalid, then a ping that is no longer answered. */
function afterLegal(id: string, wrong: Uint8Array, how: "one" | "each" | "bytewise"): Case {
  const frames = [hello, wrong, frame(ping)];
  const steps: Step[] =
    how === "one"
      ? [together(...frames)]
      : how === "each"
        ? frames
        : [bytewise(hello), { awaiting: 1 }, bytewise(wrong)];
  return failed(id, 1002, steps, "unknown_kind Hello");
}

export const reservedBits: Case[] = [
  failed("3.1", 1002, [frame(text, "Hello", { reserved: 1 })]),
  afterLegal("3.2", frame(text, "Hello", { reserved: 2 }), "one"),
  afterLegal("3.3", frame(text, "Hello", { reserved: 3 }), "each"),
  afterLegal("3.4", frame(text, "Hello", { reserved: 4 }), "bytewise"),
  failed("3.5", 1002, [frame(binary, hex("00fffefd"), { reserved: 5 })]),
  failed("3.6", 1002, [frame(ping, "Hello", { reserved: 6 })]),
  failed("3.7", 1002, [frame(opcodes.close, "", { reserved: 7 })]),
];

function reservedOpcodes(section: string, first: number): Case[] {
  const wrong = (index: number, payload = "") => frame(first + index, payload);
  return [
    failed(`${section}.1`, 1002, [wrong(0)]),
    failed(`${section}.2`, 1002, [wrong(1, "reserved opcode payload")]),
    afterLegal(`${section}.3`, wrong(2), "each"),
    afterLegal(`${section}.4`, wrong(3, "reserved opcode payload"), "each"),
    afterLegal(`${section}.5`, wrong(4, "reserved opcode payload"), "bytewise"),
  ];
}

export const reservedOpcodeCases: Case[] = [
  ...reservedOpcodes("4.1", 3),
  ...reservedOpcodes("4.2", 11),
];

const parts = fragments(named("joined"), [9]);
const joined = "unknown_kind joined";
const [part1 = hello, part2 = hello] = parts;
const inBetween = [part1, frame(ping, "between"), part2];
/** Three ways to send the same: frame by frame, all at once, byte by byte. */
const ways = (frames: Uint8Array[]): Step[][] => [
  frames,
  [together(...frames)],
  frames.map(bytewise),
];
const stray = (open: boolean) => [frame(more, "nothing to continue", { open }), hello];
const five = fragments(named("five pieces"), 6);
const pinged = (second: Step[]): Step[] => [
  ...five.slice(0, 2),
  frame(ping, "1"),
  ...second,
  ...five.slice(2, 4),
  frame(ping, "2"),
  ...five.slice(4),
];

export const fragmentation: Case[] = [
  failed("5.1", 1002, fragments("fragmented", 5, ping)),
  failed("5.2", 1002, fragments("fragmented", 5, pong)),
  ...ways(parts).map((steps, index) => answered(`5.${3 + index}`, steps, joined)),
  ...ways(inBetween).map((steps, index) =>
    answered(`5.${6 + index}`, steps, pongOf("between"), joined),
  ),
  ...ways(stray(false)).map((steps, index) => failed(`5.${9 + index}`, 1002, steps.slice(0, 2))),
  ...ways(stray(true)).map((steps, index) => failed(`5.${12 + index}`, 1002, steps.slice(0, 2))),
  failed("5.15", 1002, [...parts, ...stray(true)], joined),
  failed("5.16", 1002, [frame(more, "", { open: true }), ...parts]),
  failed("5.17", 1002, [frame(more), ...parts]),
  failed("5.18", 1002, [together(part1, frame(text, "not a continuation"))]),
  answered("5.19", pinged([{ awaiting: 1 }]), pongOf("1"), pongOf("2"), "unknown_kind five pieces"),
  answered(
    "5.20",
    [together(...(pinged([]) as Uint8Array[]))],
    pongOf("1"),
    pongOf("2"),
    "unknown_kind five pieces",
  ),
];

const closed = (id: string, steps: Step[], ...back: string[]): Case => ({ id, steps, back });
const rightCodes = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999];
const wrongCodes = [0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999];

export const closing: Case[] = [
  answered("7.1.1", [hello], "unknown_kind Hello"),
  closed("7.1.2", [together(closeFrame(1000), closeFrame(1000))], "close 1000"),
  closed("7.1.3", [together(closeFrame(1000), frame(ping))], "close 1000"),
  closed("7.1.4", [together(closeFrame(1000), hello)], "close 1000"),
  closed("7.1.5", [together(part1, closeFrame(1000), part2)], "close 1000"),
  closed(
    "7.1.6",
    [frame(text, filled(256 * 1024)), closeFrame(1000), frame(ping)],
    "too_large",
    "close 1000",
  ),
  closed("7.3.1", [frame(opcodes.close)], "close"),
  failed("7.3.2", 1002, [frame(opcodes.close, "a")]),
  closed("7.3.3", [closeFrame(1000)], "close 1000"),
  closed("7.3.4", [closeFrame(1000, "Hello World!")], "close 1000"),
  closed("7.3.5", [closeFrame(1000, filled(123))], "close 1000"),
  failed("7.3.6", 1002, [closeFrame(1000, filled(124))]),
  failed("7.5.1", 1007, [closeFrame(1000, hex("cebae1bdb9cf83cebcceb5eda080656469746564"))]),
  ...rightCodes.map((code, index) =>
    closed(`7.7.${index + 1}`, [closeFrame(code)], `close ${code}`),
  ),
  ...wrongCodes.map((code, index) => failed(`7.9.${index + 1}`, 1002, [closeFrame(code)])),
  failed("7.13.1", 1002, [closeFrame(5000)]),
  // 65,536 as a code: the two bytes are 0.
  failed("7.13.2", 1002, [closeFrame(65_536)]),
];

export const autoFragmentation: Case[] = [
  answered("10.1.1", fragments(filled(65_536), 1_300), "bad_json"),
];
