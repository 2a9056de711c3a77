import { expect, test } from "bun:test";
import { channels, type PresenceReport } from "#bus/channels.ts";
import { createLocalBus } from "#bus/local.ts";
import type { Presence as PresenceFrame } from "#wire/frames.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { actorNamed } from "#tests/support/recorded_socket.ts";
import { Connection, type OnlineMember } from "./connection.ts";
import { Presence } from "./presence.ts";
import { Publisher } from "./publisher.ts";
import { Roster } from "./roster.ts";
import { topics } from "./topics.ts";

/** A group "g" that someone has open, unless `readers` says otherwise. */
function world() {
  const clock = new FakeClock();
  const roster = new Roster();
  const bus = createLocalBus();
  const tap = bus.join();
  const received: PresenceReport[] = [];
  const sent: PresenceFrame["payload"][] = [];
  const publisher = new Publisher();
  let readers = 1;
  publisher.connect({
    subscriberCount: (topic) => (topic === topics.open("g") ? readers : 0),
    publish: (_topic, text) => sent.push((JSON.parse(text) as PresenceFrame).payload),
  });
  channels.presence.subscribe(tap, (report) => received.push(report));
  const presence = new Presence({ roster, bus: bus.join(), clock, processId: "here", publisher });
  return {
    clock,
    presence,
    tap,
    sent: () => sent.splice(0),
    received: () => received.splice(0).map(({ kind }) => kind),
    setReaders: (count: number) => (readers = count),
    arrive(id: string, ...groups: string[]) {
      const connection = new Connection({ actor: actorNamed(id) }, 0, 0);
      const roles = new Map(groups.map((group) => [group, "member"] as const));
      const member = roster.add(connection, actorNamed(id), { roles });
      for (const group of groups) presence.changed(group);
      const leave = () => {
        roster.remove(connection, member);
        for (const group of groups) presence.changed(group);
      };
      return { member, leave };
    },
  };
}

const sorted = (ids: string[]) => ids.toSorted();

test("[E4] changes are sent together a second after the first, and 10 ms later for each member online", async () => {
  const { clock, presence, arrive, sent } = world();
  const { member } = arrive("reader", "g");
  presence.snapshot("g", member);
  await clock.advance(60_000);
  const others = Array.from({ length: 99 }, (_, index) => arrive(`person ${index}`, "g"));
  await clock.advance(1_019);
  expect(sent()).toEqual([]);
  await clock.advance(1);
  expect(sent()).toMatchObject([{ went: [], came: { length: 99 } }]);
  others[0]!.leave();
  await clock.advance(1_000);
  others[1]!.leave();
  await clock.advance(989);
  expect(sent()).toEqual([]);
  await clock.advance(1);
  expect(sent()).toEqual([{ came: [], went: ["person 0", "person 1"] }]);
  await clock.advance(60_000);
  expect(sent()).toEqual([]);
});

test("nothing is sent about a group that nobody has open, nor about one that is as it was sent", async () => {
  const { clock, presence, arrive, sent, setReaders } = world();
  const { member } = arrive("reader", "g");
  await clock.advance(2_000);
  expect(sent()).toEqual([]);
  presence.snapshot("g", member);
  presence.changed("g");
  await clock.advance(2_000);
  arrive("briefly", "g").leave();
  await clock.advance(2_000);
  expect(sent()).toEqual([]);
  setReaders(0);
  arrive("unseen", "g");
  await clock.advance(2_000);
  expect(sent()).toEqual([]);
});

test("after nobody had it open, a group opens with those who are online then", async () => {
  const { clock, presence, arrive, setReaders } = world();
  const { member } = arrive("reader", "g");
  const ann = arrive("ann", "g");
  expect(sorted(presence.snapshot("g", member))).toEqual(["ann", "reader"]);
  await clock.advance(2_000);
  setReaders(0);
  ann.leave();
  arrive("bob", "g");
  await clock.advance(2_000);
  setReaders(1);
  expect(sorted(presence.snapshot("g", member))).toEqual(["bob", "reader"]);
});

test("a new reader starts with what the others were sent, with the reader once if a member", async () => {
  const { clock, presence, arrive, sent } = world();
  const first = arrive("first", "g");
  presence.snapshot("g", first.member);
  await clock.advance(2_000);
  const second = arrive("second", "g");
  const outside = arrive("outside");
  const shown = (reader: { member: OnlineMember }) => presence.snapshot("g", reader.member);
  expect([shown(first), shown(second), shown(outside)]).toEqual([
    ["first"],
    ["first", "second"],
    ["first"],
  ]);
  await clock.advance(2_000);
  expect(sent()).toEqual([{ came: ["second"], went: [] }]);
  expect(shown(outside)).toEqual(["first", "second"]);
});

test("users who are online at another process as well have not gone with their socket here", async () => {
  const { clock, presence, arrive, sent, tap } = world();
  const reader = arrive("reader", "g");
  const ann = arrive("ann", "g");
  presence.snapshot("g", reader.member);
  await clock.advance(2_000);
  channels.presence.publish(tap, {
    process: "there",
    kind: "change",
    number: 1,
    conversationId: "g",
    came: ["ann", "bob"],
    went: [],
  });
  ann.leave();
  await clock.advance(2_000);
  expect(sent()).toEqual([{ came: ["bob"], went: [] }]);
});

test("other processes are told even if nobody here has the group open", async () => {
  const { clock, arrive, received, setReaders } = world();
  setReaders(0);
  arrive("ann", "g");
  await clock.advance(2_000);
  expect(received()).toEqual(["change"]);
});

test("after a stop, nothing more is told or sent", async () => {
  const { clock, presence, arrive, sent, received } = world();
  const reader = arrive("reader", "g");
  presence.snapshot("g", reader.member);
  await clock.advance(2_000);
  received();
  arrive("ann", "g");
  presence.stop();
  await clock.advance(2_000);
  expect([sent(), received()]).toEqual([[], ["stopped"]]);
});
