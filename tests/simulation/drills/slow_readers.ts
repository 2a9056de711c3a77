/** A hundred of a thousand clients stop reading; the others must not notice. */
import type { Context } from "#core/context.ts";
import { createGroup } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { RateLimit } from "#core/rates.ts";
import { sleep, systemClock } from "#kit/clock.ts";
import { makePerson } from "#tests/support/people.ts";
import type { TestServices } from "#tests/support/services.ts";
import type { Drill } from "./drill.ts";
import type { Seat } from "./hall.ts";
import { comparedRow, inHall } from "./in_hall.ts";

const slowCount = 100;
const turns = 5;
const seconds = 10;
/**
 * Fills the buffers of clients that do not read: this many messages per second of this many
 * characters, and at least this many in each half of a turn, which exceeds the buffers of system
 * and server.
 */
const flood = { perSecond: 100, chars: 7_900, least: 1_000 };

export const slowReaders: Drill = (_options, progress) =>
  inHall(async ({ services, hall }) => {
    const others = hall.seats.slice(0, -slowCount);
    const slow = hall.seats.slice(-slowCount);
    const flooded = await floodedGroup(services, slow);
    const calm: number[] = [];
    const disturbed: number[] = [];
    const wrong: string[] = [];
    let dropped = 0;
    for (let turn = 0; turn < turns; turn++) {
      const seated = await Promise.all(slow.map(({ person }) => hall.sit(person)));
      for (const { client } of seated) follow(client, flooded.group);
      calm.push(await flooded.during(() => hall.p99(others, seconds)));
      for (const { client } of seated) client.pause();
      disturbed.push(await flooded.during(() => hall.p99(others, seconds)));
      for (const { client } of seated) client.resume();
      await sleep(systemClock, 1_000);
      dropped += seated.filter(({ client }) => !client.open).length;
      for (const { client } of seated) client.close();
      progress("turns", turn + 1, turns);
    }
    if (dropped < slowCount * turns) {
      wrong.push(`only ${dropped} of ${slowCount * turns} slow readers were let go`);
    }
    const what = `${slowCount} of ${hall.seats.length} stop reading: p99 of the others, against all reading`;
    const note = `${dropped} of ${slowCount * turns} were let go when more than 2 MiB waited for them`;
    return [comparedRow(what, { calm, disturbed, wrong, note })];
  });

async function floodedGroup(services: TestServices, slow: Seat[]) {
  services.rates.messages = new RateLimit(services.clock, { burst: 1e9, perSecond: 1e9 });
  const staff = await makePerson(services, { role: "admin" });
  const members = slow.map(({ person }) => ({ userId: person.id }));
  const { id: group } = await createGroup(staff.context, {
    name: "Flood",
    description: "",
    members,
  });
  return {
    group,
    /** Writes to the group while `work` is running, and until it is enough. */
    async during<T>(work: () => Promise<T>): Promise<T> {
      const over = new AbortController();
      const pouring = pour(staff.context, group, over.signal);
      const result = await work();
      over.abort();
      await pouring;
      return result;
    },
  };
}

async function pour(context: Context, conversationId: string, over: AbortSignal): Promise<void> {
  for (let poured = 0; poured < flood.least || !over.aborted; poured++) {
    await sendMessage(context, { conversationId, content: "y".repeat(flood.chars) });
    await sleep(systemClock, 1_000 / flood.perSecond);
  }
}

function follow({ send }: Seat["client"], conversationId: string): void {
  send(JSON.stringify({ messageType: "Open", payload: {}, meta: { conversationId } }));
}
