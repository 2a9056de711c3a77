/**
 * RFC 6455, byte by byte, against the server with its real options: the cases of the Autobahn test
 * suite about the protocol (247) and about sizes (54). Its 216 cases about compression do not
 * apply, because the server refuses compression.
 */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { rates } from "#wire/limits.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { closeFrame, frame, handshakeLines, opcodes, openRaw } from "#tests/support/raw_socket.ts";
import { type Case, inWords, play } from "#tests/support/raw_socket_case.ts";
import * as cases from "#tests/support/raw_socket_cases.ts";
import { floods, sizes } from "#tests/support/raw_socket_limits.ts";
import { texts } from "#tests/support/raw_socket_texts.ts";
import { startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";

let realtime: TestRealtime;
let port: number;
let person: TestPerson;

beforeAll(async () => {
  realtime = await startTestRealtime();
  port = realtime.server.port;
  person = await makePerson(realtime.services);
});
afterAll(() => realtime.stop());

const statusOf = (head: string) => Number(head.split(" ")[1] ?? 0);

async function shake(lines: string[]): Promise<string> {
  const socket = await openRaw(port, lines);
  socket.close();
  return socket.head;
}

const wrongHandshakes: [string, number[], (lines: string[]) => string[]][] = [
  ["without a key", [400], () => handshakeLines(port, { "Sec-WebSocket-Key": "" })],
  [
    "with a key that is too short",
    [400],
    () => handshakeLines(port, { "Sec-WebSocket-Key": "YWI=" }),
  ],
  ["of an older version", [426], () => handshakeLines(port, { "Sec-WebSocket-Version": "8" })],
  ["without a version", [426], () => handshakeLines(port, { "Sec-WebSocket-Version": "" })],
  ["without a host", [400], () => handshakeLines(port, { Host: "" })],
  ["without Upgrade", [426], () => handshakeLines(port, { Upgrade: "" })],
  ["that upgrades to something else", [426], () => handshakeLines(port, { Upgrade: "h2c" })],
  ["by POST", [400, 405], ([, ...rest]) => ["POST / HTTP/1.1", ...rest, "Content-Length: 0"]],
];

test.each(wrongHandshakes)("a handshake %s is refused", async (_what, allowed, change) => {
  expect(statusOf(await shake(handshakeLines(port)))).toBe(101);
  expect(allowed).toContain(statusOf(await shake(change(handshakeLines(port)))));
});

test("[L6] the answer proves that the key was read, and offers no compression", async () => {
  const head = await shake(
    handshakeLines(port, {
      "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits",
      "Sec-WebSocket-Protocol": "chat, superchat",
    }),
  );
  expect(statusOf(head)).toBe(101);
  // The example in section 1.3.
  expect(head).toMatch(/^sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=$/im);
  expect(head).not.toMatch(/extensions|deflate/i);
});

const sections: Record<string, Case[]> = {
  "1 framing": cases.framing,
  "2 pings and pongs": cases.pings,
  "3 reserved bits": cases.reservedBits,
  "4 reserved opcodes": cases.reservedOpcodeCases,
  "5 fragmentation": cases.fragmentation,
  "6 UTF-8": texts,
  "7 closing": cases.closing,
  "9 sizes": sizes,
  "10 automatic fragmentation": cases.autoFragmentation,
};

test("the list is complete: 247 protocol cases and 54 sizes, each with its own number", () => {
  const all = Object.values(sections).flat();
  const ids = [...all, ...floods].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !id.startsWith("9."))).toHaveLength(247);
  expect(ids.filter((id) => id.startsWith("9."))).toHaveLength(54);
});

test.each(Object.entries(sections))("section %s", async (_name, list) => {
  const wrong: [string, string[], string[]][] = [];
  for (const one of list) {
    const back = await play(port, one);
    const cut = one.mayBeCut && back.length === 0;
    if (!cut && !Bun.deepEquals(back, one.back)) wrong.push([one.id, back, one.back]);
  }
  expect(wrong).toEqual([]);
});

test("section 9 floods: each of a thousand messages is answered", async () => {
  for (const { id, message, answer, count } of floods) {
    const socket = await openRaw(port);
    await socket.send(Buffer.concat(Array.from({ length: count }, () => message)));
    await socket.received(count);
    await socket.send(closeFrame(1000));
    await socket.ended;
    const back = socket.frames.map(inWords);
    const tally = { answer: 0, limited: 0 };
    for (const word of back.slice(0, count)) tally[word === answer ? "answer" : "limited"] += 1;
    expect([id, back.length, back.at(-1)]).toEqual([id, count + 1, "close 1000"]);
    expect(tally.answer).toBeGreaterThanOrEqual(rates.frames.burst);
    expect(new Set(back.slice(0, -1))).toEqual(new Set([answer, "limited"]));
  }
});

test("a client that does not mask its frames is disconnected", async () => {
  for (const opcode of [opcodes.text, opcodes.binary, opcodes.ping, opcodes.close]) {
    const wrong = frame(opcode, opcode === opcodes.close ? "" : "x", { unmasked: true });
    expect(await play(port, { id: "", steps: [wrong], back: [] })).toEqual(["close 1002"]);
  }
});

test("known deviation: HTTP/1.0 handshakes, and those without Upgrade in Connection, are accepted", async () => {
  const [, ...rest] = handshakeLines(port);
  expect(statusOf(await shake(["GET / HTTP/1.0", ...rest]))).toBe(101);
  expect(statusOf(await shake(handshakeLines(port, { Connection: "keep-alive" })))).toBe(101);
});

test("known deviation: a length in more bytes than necessary is accepted", async () => {
  for (const lengthBytes of [2, 8] as const) {
    const steps = [frame(opcodes.ping, "x", { lengthBytes: 2 })];
    // A control frame cannot have an extended length (5.5); other frames should not (5.2).
    expect(await play(port, { id: "", steps, back: [] })).toEqual(["close 1002"]);
    const lax = [frame(opcodes.text, '{"messageType":"x"}', { lengthBytes }), closeFrame(1000)];
    expect(await play(port, { id: "", steps: lax, back: [] })).toEqual([
      "unknown_kind x",
      "close 1000",
    ]);
  }
});

test("violations leave no socket and no error behind, and other clients are served", async () => {
  const socket = await realtime.connect(person);
  await socket.identify(person);
  expect(realtime.server.connectionCount()).toBe(1);
  expect(realtime.services.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
