/**
 * The socket server under frames that our clients would never send. Seeds make each sequence
 * repeatable.
 */
import { expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync } from "node:fs";
import fc from "fast-check";
import { fuzzRun } from "#tests/simulation/fuzz_run.ts";
import { makePerson } from "#tests/support/people.ts";
import { closeFrame, frame, openRaw } from "#tests/support/raw_socket.ts";
import { startTestRealtime } from "#tests/support/realtime.ts";
import { testMs } from "#tests/support/patience.ts";

setDefaultTimeout(testMs);

const seed = 20_261_102;

test("[R1] 300 sequences of fifty frames are answered, and nothing leaks or breaks", async () => {
  const handles = () => (process.platform === "linux" ? readdirSync("/proc/self/fd").length : 0);
  // Warm-up: the runtime keeps some handles after the first sockets.
  await fuzzRun({ sequences: 5, framesEach: 50, seed });
  const before = handles();
  const result = await fuzzRun({ sequences: 300, framesEach: 50, seed });
  expect(result.sequences).toBe(300);
  expect(result.frames).toBe(15_000);
  // The premise: the frames got past identification and reached every kind of answer.
  const { answers } = result;
  const doors = "Welcome Opened Ack MessageEdited MessageRemoved ReadMoved ChatMessage Pong";
  const walls =
    "bad_json invalid unknown_kind unauthenticated forbidden not_found conflict too_large";
  const seen = Object.keys(answers);
  expect(seen).toEqual(expect.arrayContaining(`${doors} ${walls}`.split(" ")));
  expect(seen).not.toContain("internal");
  expect(result.errorLines).toEqual([]);
  expect(result.anomalies).toEqual([]);
  expect(result.problems).toEqual([]);
  expect(result.socketsLeft).toBe(0);
  expect(handles()).toBeLessThanOrEqual(before);
});

test("[R1] bytes that are not frames end their own connection at most", async () => {
  const realtime = await startTestRealtime();
  const person = await makePerson(realtime.services);
  const bystander = await realtime.connect(person);
  await bystander.identify(person);
  const ping = frame(9, "still there");
  const damaged = fc
    .tuple(fc.uint8Array({ maxLength: 200 }), fc.nat(15), fc.array(fc.nat(255), { maxLength: 8 }))
    .map(([payload, opcode, flips]) => {
      const bytes = Uint8Array.from(frame(opcode, payload));
      for (const flip of flips) bytes[flip % bytes.length] = flip;
      return bytes;
    });
  const property = fc.asyncProperty(fc.array(damaged, { maxLength: 6 }), async (messages) => {
    const socket = await openRaw(realtime.server.port);
    for (const bytes of messages) await socket.send(bytes);
    await socket.send(ping);
    // Whether or not a frame is incomplete, the server does not wait for the rest.
    socket.close();
    await socket.ended;
  });
  await fc.assert(property, { seed, numRuns: 2_000 });
  const last = await openRaw(realtime.server.port);
  await last.send(closeFrame(1000));
  await last.ended;
  await bystander.settle();
  expect(realtime.server.connectionCount()).toBe(1);
  expect(realtime.services.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  await realtime.stop();
});
