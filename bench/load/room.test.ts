import { beforeEach, expect, test } from "bun:test";
import { contentOf, type Listener, Room } from "./room.ts";

let complete: number[];
let room: Room;
let one: Listener;
let two: Listener;

beforeEach(() => {
  complete = [];
  room = new Room(
    (sentAt) => complete.push(sentAt),
    (why) => {
      throw new Error(why);
    },
  );
  [one, two] = [room.listener(), room.listener()];
  room.sending(0, 100);
  room.sending(1, 101);
});

const frame = (number: number, rest = "") =>
  new TextEncoder().encode(`{"content":"${contentOf(number)}"${rest}}`);

test("a message that comes twice is noticed, even if another one is lost", () => {
  room.deliver(one, frame(0));
  room.deliver(two, frame(0));
  expect(() => room.deliver(one, frame(0))).toThrow("came twice");
  room.deliver(one, frame(1));
  expect(() => room.deliver(two, frame(0))).toThrow("different frames in place 1");
});

test("a message that reaches nobody, or only some, is noticed", () => {
  expect(() => room.assertComplete()).toThrow("2 messages reached nobody");
  for (const number of [0, 1]) room.deliver(one, frame(number));
  room.deliver(two, frame(0));
  expect(complete).toEqual([100]);
  expect(() => room.assertComplete()).toThrow("has 1 of 2 messages");
});

test("another order is noticed", () => {
  room.deliver(one, frame(0));
  expect(() => room.deliver(two, frame(1))).toThrow("different frames in place 0");
});

test("a changed text, and one that nobody sent, are noticed", () => {
  const changed = new TextEncoder().encode(`{"content":"${contentOf(0).replace("xx", "xy")}"}`);
  expect(() => room.deliver(one, changed)).toThrow("a changed text");
  room.deliver(one, frame(0));
  expect(() => room.deliver(two, frame(0, `,"for":"two"`))).toThrow("different frames");
  expect(() => room.deliver(one, frame(7))).toThrow("not sent");
});

test("messages may overtake each other on the way to the room, and are complete with the last", () => {
  for (const listener of [one, two])
    for (const number of [1, 0]) room.deliver(listener, frame(number));
  expect(complete).toEqual([101, 100]);
  room.assertComplete();
});
