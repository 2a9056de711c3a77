/** Opens a conversation: sends everything after the client's position, then everything live. */
import { conversationSeqAt } from "#core/log/read.ts";
import { limits } from "#wire/limits.ts";
import type { Connection, OnlineMember } from "./connection.ts";
import type { Realtime } from "./parts.ts";

export interface OpenRequest {
  conversationId: string;
  /** The client's position; without one, the client starts with live events. */
  seq?: number;
  epoch?: string;
}

/**
 * Replay and live delivery join without gaps or duplicates: events delivered from the request on
 * are held back, the replay ends where these begin, and both are sent in the same turn of the event
 * loop in which the subscription begins. However long the read takes, it happens once.
 */
export async function resumeConversation(
  { services, tail, hub, holds, epoch, presence, replays }: Realtime,
  connection: Connection,
  request: OpenRequest,
): Promise<void> {
  const { conversationId } = request;
  const asking = readerOf(connection, conversationId);
  if (!asking) return;
  // Opened again: suspend live delivery of what the replay will contain.
  hub.unfollow(connection, conversationId);
  const upTo = tail.position;
  const userId = asking.user.id;
  await holds.during({ conversationId, userId }, async (held) => {
    const head =
      hub.headOf(conversationId) ??
      (await conversationSeqAt(services.db, { conversationId, upTo }));
    const { reload, events } = await replay({ services, replays, epoch, head, userId }, request);
    // Removed during the read: the log has ended the subscription before it began.
    const reader = readerOf(connection, conversationId);
    if (!reader || held.isEnded) return;
    const seq = held.events.at(-1)?.meta.seq ?? head;
    hub.noteHead(conversationId, seq);
    hub.follow(connection, conversationId);
    const online = presence.snapshot(conversationId, reader);
    connection.send({
      messageType: "Opened",
      payload: { epoch, seq, reload, online },
      meta: { conversationId },
    });
    const replayed = events.length + held.events.length;
    services.logger.debug("conversation.opened", { conversationId, seq, reload, replayed });
    if (request.seq === undefined || reload) return;
    for (const event of events) connection.socket?.send(event);
    for (const event of held.events) connection.send(event);
  });
}

interface Missing extends Pick<Realtime, "services" | "replays" | "epoch"> {
  head: number;
  userId: string;
}

/**
 * The missed events. If there are too many, or the reader's budget is used up, the client fetches a
 * page instead.
 */
async function replay(
  { services, replays, epoch, head, userId }: Missing,
  { conversationId, seq: from, epoch: known }: OpenRequest,
): Promise<{ reload: boolean; events: readonly string[] }> {
  if (from === undefined) return { reload: false, events: [] };
  if (known !== epoch || from > head || head - from > limits.replayEvents) {
    return { reload: true, events: [] };
  }
  if (from === head) return { reload: false, events: [] };
  if (services.rates.replays.take(userId, head - from) > 0) return { reload: true, events: [] };
  const events = await replays.of({ conversationId, afterSeq: from, upToSeq: head });
  return events ? { reload: false, events } : { reload: true, events: [] };
}

/** The socket's account, if it still sees the conversation. */
function readerOf({ state }: Connection, conversationId: string): OnlineMember | undefined {
  if (state.kind !== "identified") return undefined;
  const { member } = state;
  return member.sees(conversationId) ? member : undefined;
}
