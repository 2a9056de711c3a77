import { expect, test } from "bun:test";
import { channels, type PresenceReport } from "#bus/channels.ts";
import { createLocalBus } from "#bus/local.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { OtherProcesses } from "./other_processes.ts";

type Said = PresenceReport extends infer Report
  ? Report extends unknown
    ? Omit<Report, "process">
    : never
  : never;

/** As docs/decisions/026-presence-as-changes.md states. */
const heartbeatMs = 10_000;
const silenceMs = 25_000;

/** The process under test, called `here`, and what others receive from it and say to it. */
function world() {
  const clock = new FakeClock();
  const bus = createLocalBus();
  const tap = bus.join();
  const received: PresenceReport[] = [];
  const changed: string[] = [];
  channels.presence.subscribe(tap, (report) => received.push(report));
  const here = new OtherProcesses({
    bus: bus.join(),
    clock,
    processId: "here",
    changed: (conversationId) => changed.push(conversationId),
  });
  return {
    clock,
    here,
    /** @returns what was received since the last call */
    received: () => received.splice(0),
    /** @returns the conversations that changed since the last call */
    changed: () => changed.splice(0),
    say: (said: Said, process = "there") => channels.presence.publish(tap, { ...said, process }),
    online: (conversationId: string) => [...here.onlineIn(conversationId)].toSorted(),
  };
}

const change = (number: number, conversationId: string, came: string[], went: string[] = []) =>
  ({ kind: "change", number, conversationId, came, went }) as const;
const whole = (number: number, conversationId: string, online: string[]) =>
  ({ kind: "whole", number, conversationId, online }) as const;
const heartbeat = (number: number, conversations: number) =>
  ({ kind: "heartbeat", number, conversations }) as const;
const request = (process: string) => [{ kind: "request", process }] as never;

test("each arrival and departure is told once, with its number", () => {
  const { here, received } = world();
  const process = "here";
  here.publish("g", []);
  expect(received()).toEqual([]);
  here.publish("g", ["ann"]);
  here.publish("g", ["ann"]);
  here.publish("g", ["ann", "bob"]);
  here.publish("g", ["bob"]);
  here.publish("h", ["bob"]);
  expect(received()).toEqual([
    { ...change(1, "g", ["ann"]), process },
    { ...change(2, "g", ["bob"]), process },
    { ...change(3, "g", [], ["ann"]), process },
    { ...change(4, "h", ["bob"]), process },
  ]);
});

test("a heartbeat is sent as often as stated, with the newest number and the conversations in use", async () => {
  const { here, received, clock } = world();
  here.publish("g", ["ann"]);
  here.publish("h", ["ann"]);
  here.publish("h", []);
  received();
  for (let beat = 1; beat <= 2; beat++) {
    await clock.advance(heartbeatMs - 1);
    here.cleanUp();
    expect(received()).toEqual([]);
    await clock.advance(1);
    here.cleanUp();
    here.cleanUp();
    expect(received()).toEqual([{ ...heartbeat(3, 1), process: "here" }]);
  }
});

test("changes in order need no question, and a repeated one changes nothing", () => {
  const { say, received, changed, online } = world();
  say(change(1, "g", ["ann"]));
  say(change(2, "g", ["bob"]));
  say(change(3, "h", ["cleo"]));
  expect([online("g"), online("h"), online("elsewhere")]).toEqual([["ann", "bob"], ["cleo"], []]);
  expect(changed()).toEqual(["g", "g", "h"]);
  say(change(3, "h", ["dora"]));
  say(change(2, "g", [], ["bob"]));
  expect([online("g"), online("h"), changed()]).toEqual([["ann", "bob"], ["cleo"], []]);
  say(change(4, "g", ["bob"], ["ann"]));
  say(heartbeat(4, 2));
  expect([online("g"), received()]).toEqual([["bob"], []]);
});

test("each process counts by itself, and a user may be online at several", () => {
  const { say, online, changed, received } = world();
  say(change(1, "g", ["ann"]), "one");
  say(change(1, "g", ["ann", "bob"]), "two");
  say(change(2, "g", [], ["ann"]), "two");
  expect([online("g"), received()]).toEqual([["ann", "bob"], []]);
  changed();
  say({ kind: "stopped" }, "one");
  expect([online("g"), changed()]).toEqual([["bob"], ["g"]]);
  say({ kind: "stopped" }, "unknown");
  expect(changed()).toEqual([]);
});

test("a missed change is asked for once, until the next heartbeat shows that the answer is missing, too", () => {
  const { say, received, online } = world();
  say(change(1, "g", ["ann"]));
  say(change(3, "g", ["cleo"]));
  expect([online("g"), received()]).toEqual([["ann", "cleo"], request("there")]);
  say(change(4, "g", ["dora"]));
  expect(received()).toEqual([]);
  say(heartbeat(4, 1));
  expect(received()).toEqual(request("there"));
  say(heartbeat(1, 1));
  expect(received()).toEqual([]);
});

test("an answer replaces what was known, and later changes follow it", () => {
  const { say, received, online, changed } = world();
  say(change(1, "gone", ["ann"]));
  say(change(3, "g", ["ann"]));
  received();
  changed();
  say(whole(4, "g", ["bob"]));
  say(whole(4, "h", ["bob", "cleo"]));
  expect([online("gone"), changed()]).toEqual([["ann"], ["g", "h"]]);
  say(heartbeat(4, 2));
  expect([online("g"), online("h"), online("gone")]).toEqual([["bob"], ["bob", "cleo"], []]);
  expect([changed(), received()]).toEqual([["gone"], []]);
  say(whole(3, "g", ["too old"]));
  say(change(5, "g", ["ann"]));
  say(change(7, "g", ["dora"]));
  expect([online("g"), changed()]).toEqual([
    ["ann", "bob", "dora"],
    ["g", "g"],
  ]);
  expect(received()).toEqual(request("there"));
});

test("an answer of several numbers is incomplete, and a lost one is requested again", () => {
  const { say, received, online } = world();
  say(whole(3, "g", ["ann"]));
  say(whole(4, "h", ["bob"]));
  say(heartbeat(4, 2));
  expect(received()).toEqual(request("there"));
  say(whole(4, "g", ["cleo"]));
  say(heartbeat(4, 2));
  expect([received(), online("g"), online("h")]).toEqual([[], ["cleo"], ["bob"]]);
  say(heartbeat(5, 2));
  expect(received()).toEqual(request("there"));
});

test("a process where nobody is left online needs no answer", () => {
  const { say, received, online, changed } = world();
  say(change(1, "g", ["ann"]));
  changed();
  say(heartbeat(2, 0));
  expect([online("g"), changed(), received()]).toEqual([[], ["g"], []]);
});

test("several questions get one answer, soon: everyone online here, and then a heartbeat", async () => {
  const { here, say, received, clock } = world();
  here.publish("g", ["ann"]);
  here.publish("h", ["ann", "bob"]);
  received();
  say({ kind: "request" }, "someone else");
  await clock.advance(1_000);
  expect(received()).toEqual([]);
  for (let round = 0; round < 2; round++) {
    say({ kind: "request" }, "here");
    await clock.advance(199);
    say({ kind: "request" }, "here");
    expect(received()).toEqual([]);
    await clock.advance(1);
    expect(received()).toEqual([
      { ...whole(2, "g", ["ann"]), process: "here" },
      { ...whole(2, "h", ["ann", "bob"]), process: "here" },
      { ...heartbeat(2, 2), process: "here" },
    ]);
    await clock.advance(1_000);
    expect(received()).toEqual([]);
  }
});

test("a process that stops says so, and answers no more", async () => {
  const { here, say, received, clock } = world();
  here.publish("g", ["ann"]);
  say({ kind: "request" }, "here");
  received();
  here.stop();
  await clock.advance(1_000);
  expect(received()).toEqual([{ kind: "stopped", process: "here" }] as never);
});

test("a process that is silent for too long is gone, with everyone online there", async () => {
  const { here, say, clock, online, changed } = world();
  say(change(1, "g", ["ann"]), "silent");
  say(change(2, "h", ["ann"]), "silent");
  say(change(1, "g", ["bob"]), "alive");
  await clock.advance(silenceMs - 1);
  say(heartbeat(1, 1), "alive");
  changed();
  here.cleanUp();
  expect([online("g"), changed()]).toEqual([["ann", "bob"], []]);
  await clock.advance(1);
  here.cleanUp();
  expect([online("g"), online("h"), changed()]).toEqual([["bob"], [], ["g", "h"]]);
});
