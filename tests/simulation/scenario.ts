/**
 * One run of everything that can go wrong between people: messages from sockets and from verbs,
 * retries, edits, removals, a client that comes and goes, a member who is removed.
 */
import { editMessage, sendMessage, removeMessage } from "#core/messages/messages.ts";
import { restoreMessage } from "#core/messages/versions.ts";
import { removeFromGroup } from "#core/groups/members.ts";
import { mutePerson, unmutePerson } from "#core/moderation/mutes.ts";
import { approveHeld, returnHeld } from "#core/messages/held.ts";
import { listWaiting } from "#core/messages/held_queue.ts";
import { setMode } from "#core/groups/modes.ts";
import { RateLimit } from "#core/rates.ts";
import { patienceMs } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import type { TestServices } from "#tests/support/services.ts";
import { type Anomaly, check, type ClientLog } from "./checker.ts";
import { endingOf } from "./ending.ts";
import { loggingClient, type LoggingClient } from "./logging_client.ts";
import type { Sabotage } from "./saboteurs.ts";

/**
 * How long clients may take to catch up after a mistake; whatever has not arrived by then is
 * missing.
 */
const quietMs = 3_000;

/** Without a mistake everything must arrive, however long it takes. */
export async function runScenario(mistake?: Sabotage): Promise<Anomaly[]> {
  const sabotage = mistake ?? {};
  const endMs = mistake ? quietMs : patienceMs;
  const first = await startTestRealtime(sabotage);
  const { instanceDir } = first.services.config;
  // Another process on the same database, like the web application.
  const second = await startTestRealtime({ ...sabotage, instanceDir });
  try {
    const people = await peopleOf(first.services);
    await sabotage.prepare?.(first.services);
    sabotage.server?.(first);
    const groups = [
      await makeGroup(people.staff.context, [people.ann, people.bob, people.cleo]),
      await makeGroup(people.staff.context, [people.ann, people.bob]),
    ];
    const logs = await play({ first, second, groups, endMs, ...people }, sabotage);
    return check(logs, await endingOf(first.services));
  } finally {
    await second.stop();
    await first.stop();
  }
}

interface Stage {
  first: TestRealtime;
  second: TestRealtime;
  groups: string[];
  /** How long clients may take to catch up. */
  endMs: number;
  staff: TestPerson;
  ann: TestPerson;
  bob: TestPerson;
  cleo: TestPerson;
}

async function peopleOf(services: TestServices) {
  const unlimited = { burst: 1e9, perSecond: 1e9 };
  services.rates.messages = new RateLimit(services.clock, unlimited);
  return {
    staff: await makePerson(services, { role: "admin" }),
    ann: await makePerson(services, { name: "Ann" }),
    bob: await makePerson(services, { name: "Bob" }),
    cleo: await makePerson(services, { name: "Cleo" }),
  };
}

async function play(stage: Stage, { network }: Sabotage): Promise<ClientLog[]> {
  const { first, second, groups, staff } = stage;
  const [main = "", side = ""] = groups;
  const ann = await loggingClient(first, stage.ann, { network });
  const bob = await loggingClient(first, stage.bob, { network });
  const cleo = await loggingClient(first, stage.cleo, { network });
  const watcher = await loggingClient(second, staff, { network });
  for (const client of [ann, bob, watcher]) for (const group of groups) await client.open(group);
  await cleo.open(main);

  for (let i = 0; i < 10; i++) {
    ann.send(main, `ann ${i}`, `ann-${i}`);
    bob.send(i % 2 ? main : side, `bob ${i}`, `bob-${i}`);
    await quietly(sendMessage(staff.context, { conversationId: main, content: `staff ${i}` }));
  }
  await Promise.all([ann.answered(), bob.answered()]);
  for (let i = 0; i < 10; i += 3) ann.send(main, `ann ${i}`, `ann-${i}`);
  await ann.answered();

  await setMode(staff.context, side, { mode: "locked" });
  bob.send(side, "bob, while it is locked", "bob-locked");
  await bob.answered();
  await setMode(staff.context, side, { mode: "open" });
  const bobInSide = { conversationId: side, userId: stage.bob.id };
  const soon = new Date(first.services.clock.now() + 60_000).toISOString();
  await mutePerson(staff.context, bobInSide, { until: soon });
  bob.send(side, "bob, while muted", "bob-muted");
  await bob.answered();
  await unmutePerson(staff.context, bobInSide);
  await bob.reconnect(() => changeSome(stage, main));
  await cleo.reconnect();
  await removeFromGroup(staff.context, { conversationId: main, userId: stage.cleo.id });
  for (let i = 10; i < 15; i++) ann.send(main, `ann ${i}`, `ann-${i}`);
  await ann.answered();
  await bob.reconnect();
  await holdAndDecide(stage, bob, side);
  await arrived([ann, bob, watcher], stage);
  return [ann, bob, cleo, watcher].map(({ log }) => log);
}

/** One message is approved, one returned, one waits to the end. */
async function holdAndDecide(stage: Stage, bob: LoggingClient, side: string): Promise<void> {
  const { context } = stage.staff;
  await quietly(setMode(context, side, { mode: "hold" }));
  for (const name of ["approved", "returned", "held"])
    bob.send(side, `bob, ${name}`, `bob-${name}`);
  await bob.answered();
  const { held } = await listWaiting(context, { conversationId: side });
  const [approved, returned] = held;
  if (approved) await quietly(approveHeld(context, approved));
  if (returned) await quietly(returnHeld(context, returned, "Not here"));
  bob.send(side, "bob, approved", "bob-approved");
  await bob.answered();
  await quietly(setMode(context, side, { mode: "open" }));
}

async function changeSome(stage: Stage, conversationId: string): Promise<void> {
  const { context } = stage.staff;
  const own = await sendMessage(context, { conversationId, content: "first thoughts" });
  await editMessage(context, { conversationId, messageId: own.id, content: "second thoughts" });
  const other = await sendMessage(stage.ann.context, { conversationId, content: "off topic" });
  const key = { conversationId, messageId: other.id };
  await removeMessage(context, key);
  await restoreMessage(context, key);
  await removeMessage(context, key);
  await sendMessage(context, { conversationId, content: "on topic" });
}

/** In a sabotaged run a verb may fail: the checker must report that, not the script. */
async function quietly(work: Promise<unknown>): Promise<void> {
  await work.catch(() => {});
}

/** Waits until all clients have reached the end of the log, or for as long as they may take. */
async function arrived(clients: LoggingClient[], { first, groups, endMs }: Stage): Promise<void> {
  const rows = await first.services.db.all<{
    id: string;
    last_seq: number;
  }>`select id, last_seq from conversations`;
  const all = rows
    .filter(({ id }) => groups.includes(id))
    .flatMap(({ id, last_seq: seq }) => clients.map((client) => client.reached(id, seq)));
  const patience = Promise.withResolvers<void>();
  const timer = setTimeout(patience.resolve, endMs);
  await Promise.race([Promise.all(all), patience.promise]);
  clearTimeout(timer);
}
