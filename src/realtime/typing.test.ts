import { expect, test } from "bun:test";
import { channels, type Passed } from "#bus/channels.ts";
import { createLocalBus } from "#bus/local.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { actorNamed } from "#tests/support/recorded_socket.ts";
import { Publisher } from "./publisher.ts";
import { topics } from "./topics.ts";
import { Typing } from "./typing.ts";

function world() {
  const clock = new FakeClock();
  const bus = createLocalBus();
  const tap = bus.join();
  const sent: { to: string; frame: string }[] = [];
  const passed: Passed[] = [];
  const publisher = new Publisher();
  publisher.connect({
    publish: (to, frame) => sent.push({ to, frame }),
    subscriberCount: () => 1,
  });
  channels.typing.subscribe(tap, (one) => passed.push(one));
  return { clock, tap, sent, passed, typing: new Typing({ bus: bus.join(), clock, publisher }) };
}

test("[E4] one person's typing is passed on at most every 2 seconds in one conversation", async () => {
  const { clock, typing, sent } = world();
  const ada = actorNamed("ada");
  const type = () => typing.publish(ada, "g");
  type();
  await clock.advance(1_000);
  type();
  await clock.advance(999);
  type();
  expect(sent).toHaveLength(1);
  await clock.advance(1);
  type();
  type();
  expect(sent).toHaveLength(2);
  typing.publish(ada, "h");
  typing.publish(actorNamed("bob"), "g");
  expect(sent.map(({ to }) => to)).toEqual(["g", "g", "h", "g"].map(topics.open));
});

test("[E4] typing reaches those who have the conversation open, at this process and the others", () => {
  const { tap, typing, sent, passed } = world();
  typing.publish(actorNamed("ada"), "g");
  const [{ frame } = { frame: "" }] = sent;
  expect(JSON.parse(frame)).toEqual({
    messageType: "Typing",
    payload: { userId: "ada", name: "ada" },
    meta: { conversationId: "g" },
  });
  expect(passed).toEqual([{ to: "g", frame }]);
  channels.typing.publish(tap, { to: "h", frame: "from another process" });
  expect(sent.slice(1)).toEqual([{ to: topics.open("h"), frame: "from another process" }]);
  expect(passed).toHaveLength(1);
});
