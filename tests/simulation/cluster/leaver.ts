/** A member with two sockets who is removed while the group writes. */
import { addMembers, removeFromGroup } from "#core/groups/members.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { assert } from "#kit/assert.ts";
import { sleep, systemClock } from "#kit/clock.ts";
import type { ServerFrame } from "#wire/frames.ts";
import { makePerson, type TestPerson, unhurried } from "#tests/support/people.ts";
import { openSocket } from "#tests/support/realtime.ts";
import type { ClientLog } from "../checker.ts";
import type { Crowd } from "../crowd.ts";
import { loggingClient } from "../logging_client.ts";
import type { Cluster } from "./cluster.ts";

export interface Leaver {
  logs: ClientLog[];
  /** When the last frame about the group arrived, in milliseconds after the removal; negative before. */
  heardMs: number;
}

const pauseMs = 60;
/** Before and after the removal. */
const writesMs = 500;

/** The removal is committed by the drill's own process, which is none of the servers. */
export async function removeWhileWriting(cluster: Cluster, crowd: Crowd): Promise<Leaver> {
  const [conversationId = ""] = crowd.groups;
  const person = await makePerson(cluster.services);
  const { context } = crowd.staff;
  await addMembers(context, conversationId, [{ userId: person.id }]);
  let heardAt = 0;
  const realtime = listening(cluster, (frame) => {
    const isAnswer = frame.messageType === "Ack" || frame.messageType === "Refusal";
    if (isAnswer || !("conversationId" in frame.meta)) return;
    if (frame.meta.conversationId === conversationId) heardAt = Date.now();
  });
  const [writer, reader] = [
    await loggingClient(realtime, person),
    await loggingClient(realtime, person),
  ];
  const { seq } = await headOf(cluster, conversationId);
  await Promise.all([writer.open(conversationId, seq), reader.open(conversationId, seq)]);
  const over = new AbortController();
  const others = unhurried(context);
  const writing = (async () => {
    for (let count = 0; !over.signal.aborted; count++) {
      writer.send(conversationId, `message ${count}`, `${person.id}-${count}`);
      await sendMessage(others, { conversationId, content: `answer ${count}` });
      crowd.tally.noteStored();
      await sleep(systemClock, pauseMs);
    }
  })();
  await sleep(systemClock, writesMs);
  await removeFromGroup(context, { conversationId, userId: person.id });
  const removedAt = Date.now();
  await sleep(systemClock, writesMs);
  over.abort();
  await writing;
  await writer.answered();
  for (const { kind } of writer.log.notes) if (kind === "acked") crowd.tally.noteStored();
  return { logs: [writer.log, reader.log], heardMs: heardAt - removedAt };
}

async function headOf({ services }: Cluster, id: string): Promise<{ seq: number }> {
  const head = await services.db.get<{ seq: number }>`
    select last_seq as seq from conversations where id = ${id}`;
  assert(head, "the group is there");
  return head;
}

/** Sockets through the balancer. */
function listening({ wsUrl }: Cluster, hear: (frame: ServerFrame) => void) {
  return {
    async connect(person?: TestPerson) {
      const socket = await openSocket(wsUrl, { headers: { Cookie: person?.cookie ?? "" } });
      socket.onFrame(hear);
      return socket;
    },
  };
}
