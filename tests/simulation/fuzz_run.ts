/**
 * Clients that send anything to a server on which others talk. Whatever they send, each sequence
 * ends with an answered ping, nothing of another group comes back, and no error occurs inside.
 */
import fc from "fast-check";
import { checkInstallation } from "#core/instance/check.ts";
import { deleteGroup } from "#core/groups/bin.ts";
import { createGroup } from "#core/groups/groups.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { currentEpoch } from "#core/log/read.ts";
import { RateLimit } from "#core/rates.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { startTestRealtime, type TestRealtime } from "#tests/support/realtime.ts";
import { type Anomaly, check } from "./checker.ts";
import { endingOf } from "./ending.ts";
import { type FuzzIds, type Sent, sentArbitrary } from "./fuzz_frames.ts";
import { loggingClient, type LoggingClient } from "./logging_client.ts";

/** Part of everything in the group that the fuzzing client is not in. */
const canary = "CANARY-c0ffee";

export interface FuzzOptions {
  sequences: number;
  framesEach: number;
  seed: number;
  progress?: (sequences: number) => void;
}

export interface FuzzResult {
  sequences: number;
  frames: number;
  /** By the code of the refusal, or the kind of the frame. */
  answers: Record<string, number>;
  socketsLeft: number;
  anomalies: Anomaly[];
  /** What `run.sh cli check` would find. */
  problems: { what: string; where: string }[];
  errorLines: string[];
}

interface World {
  realtime: TestRealtime;
  ann: TestPerson;
  bob: TestPerson;
  staff: TestPerson;
  own: string;
  second: string;
  foreign: string;
  watcher: LoggingClient;
}

/** @throws with the shortest sequence that breaks a promise */
export async function fuzzRun(options: FuzzOptions): Promise<FuzzResult> {
  const realtime = await startTestRealtime();
  try {
    const world = await makeWorld(realtime);
    const ids = await idsOf(world);
    const result = { sequences: 0, frames: 0, answers: {} as Record<string, number> };
    const sequence = fc.array(sentArbitrary(ids), {
      minLength: options.framesEach,
      maxLength: options.framesEach,
    });
    const property = fc.asyncProperty(sequence, fc.boolean(), async (sent, introduced) => {
      await playSequence(world, { sent, introduced, answers: result.answers });
      result.sequences += 1;
      result.frames += sent.length;
      options.progress?.(result.sequences);
    });
    await fc.assert(property, { seed: options.seed, numRuns: options.sequences });
    await untouched(world);
    const anomalies = await anomaliesOf(world);
    return {
      ...result,
      anomalies,
      // The watcher stays connected.
      socketsLeft: realtime.server.connectionCount() - 1,
      problems: await checkInstallation(realtime.services.config, realtime.services),
      errorLines: realtime.services.lines.filter((line) => line.includes('"level":"error"')),
    };
  } finally {
    await realtime.stop();
  }
}

async function makeWorld(realtime: TestRealtime): Promise<World> {
  const { services } = realtime;
  services.rates.messages = new RateLimit(services.clock, { burst: 1e9, perSecond: 1e9 });
  const staff = await makePerson(services, { role: "admin" });
  const ann = await makePerson(services, { name: "Ann" });
  const bob = await makePerson(services, { name: `Bob ${canary}` });
  const member = ({ id: userId }: TestPerson) => ({ userId });
  const members = [member(ann)];
  const own = await createGroup(staff.context, { name: "Own", description: "", members });
  const second = await createGroup(staff.context, { name: "Second", description: "", members });
  const foreign = await createGroup(staff.context, {
    name: `Foreign ${canary}`,
    description: canary,
    members: [member(bob)],
  });
  const watcher = await loggingClient(realtime, staff);
  await watcher.open(own.id);
  return {
    realtime,
    ann,
    bob,
    staff,
    own: own.id,
    second: second.id,
    foreign: foreign.id,
    watcher,
  };
}

async function idsOf(world: World): Promise<FuzzIds> {
  const { realtime, ann, bob, staff, own, second, foreign } = world;
  const gone = await createGroup(staff.context, { name: "Gone", description: "", members: [] });
  const said = (context: TestPerson["context"], conversationId: string, content: string) =>
    sendMessage(context, { conversationId, content }).then(({ id }) => id);
  // Many of her own, because each can be removed only once.
  const mine = await Promise.all(
    Array.from({ length: 500 }, (_, index) => said(ann.context, own, `mine ${index}`)),
  );
  const notMine = [
    await said(staff.context, own, "of staff"),
    await said(bob.context, foreign, canary),
    await said(staff.context, gone.id, canary),
  ];
  await deleteGroup(staff.context, gone.id);
  return {
    mine,
    notMine,
    self: ann.id,
    others: [bob.id, staff.id, "nobody"],
    conversations: [own, own, second, foreign, gone.id],
    epoch: await currentEpoch(realtime.services),
  };
}

interface Sequence {
  sent: Sent[];
  /** Whether the client identifies itself first. */
  introduced: boolean;
  answers: Record<string, number>;
}

async function playSequence(
  { realtime, ann, bob, staff, second, foreign }: World,
  { sent, introduced, answers }: Sequence,
): Promise<void> {
  const socket = await realtime.connect(ann);
  if (introduced) await socket.identify(ann);
  const talk = Promise.all([
    sendMessage(bob.context, { conversationId: foreign, content: `${canary} goes on` }),
    sendMessage(staff.context, { conversationId: second, content: "something to read" }),
  ]);
  for (const one of sent) {
    if ("text" in one) socket.sendText(one.text);
    else socket.sendBytes(one.bytes);
  }
  await talk;
  await socket.settle();
  socket.close();
  await socket.closed;
  for (const frame of socket.frames) {
    const word = frame.messageType === "Refusal" ? frame.payload.code : frame.messageType;
    answers[word] = (answers[word] ?? 0) + 1;
    const text = JSON.stringify(frame);
    if (text.includes(canary)) throw new Error(`of a foreign group: ${text}`);
    if (word === "internal") throw new Error(`something failed inside: ${text}`);
  }
}

/** Only its own members have written to the other group. */
async function untouched({ realtime, foreign, staff, ann, bob }: World): Promise<void> {
  const rows = await realtime.services.db.all<{ sender_id: string; content: string }>`
    select sender_id, content from messages where conversation_id = ${foreign}`;
  const wrong = rows.filter(
    ({ sender_id: id, content }) => ![bob.id, staff.id].includes(id) || !content.startsWith(canary),
  );
  if (wrong.length > 0) throw new Error(`the foreign group was changed: ${JSON.stringify(wrong)}`);
  const forged = await realtime.services.db.all`
    select id from messages where sender_id not in (${ann.id}, ${bob.id}, ${staff.id})`;
  if (forged.length > 0) throw new Error("somebody else has written");
}

/** The watcher of the fuzzed group must have seen all of it, in order, once. */
async function anomaliesOf({ realtime, own, watcher }: World): Promise<Anomaly[]> {
  const row = await realtime.services.db.get<{ last_seq: number }>`
    select last_seq from conversations where id = ${own}`;
  await watcher.reached(own, row?.last_seq ?? 0);
  const ending = await endingOf(realtime.services);
  const events = ending.events.filter(({ conversationId }) => conversationId === own);
  return check([watcher.log], { ...ending, events });
}
