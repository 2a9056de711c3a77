/** Opening a conversation: everything after the client's position, then everything live. */
import { readConversationLog, conversationSeqAt } from "#core/log/read.ts";
import { maySee } from "#core/permissions.ts";
import { encodeFrame } from "#wire/codec.ts";
import { limits } from "#wire/limits.ts";
import type { Connection, OnlineMember } from "./connection.ts";
import type { Realtime } from "./parts.ts";

export interface OpenRequest {
  conversationId: string;
  /** Where the client stands; a client without a position starts with what is live. */
  seq?: number;
  epoch?: string;
}

/**
 * Replay and live delivery join without gap and without double: what is delivered from the moment of
 * asking is held back, the replay ends where that begins, and both are sent in the same turn of the
 * event loop in which the subscription begins. However long the reading takes, it is done once.
 */
export async function resumeConversation(
  { services, tail, hub, holds, epoch, presence, unreadable }: Realtime,
  connection: Connection,
  request: OpenRequest,
): Promise<void> {
  const { conversationId } = request;
  const asking = readerOf(connection, conversationId);
  if (!asking) return;
  // Opened again: nothing is sent live that the replay will bring.
  if (connection.open.includes(conversationId)) hub.unfollow(connection, conversationId);
  const upTo = tail.position;
  const held = holds.begin(conversationId, asking.user.id);
  try {
    const head =
      hub.headOf(conversationId) ??
      (await conversationSeqAt(services.db, { conversationId, upTo }));
    const around = { services, epoch, head, unreadable, userId: asking.user.id };
    const { reload, events } = await replay(around, request);
    // Removed while the replay was read: the log has ended the subscription before it began.
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
    for (const event of events) connection.socket?.send(event, false);
    for (const event of held.events) connection.send(event);
  } finally {
    held.release();
  }
}

interface ReplayFrame {
  unreadable: Realtime["unreadable"];
  services: Realtime["services"];
  epoch: string;
  head: number;
  userId: string;
}

/** What was missed; more than is worth replaying, or than one may ask for, is fetched as a page. */
async function replay(
  { services, epoch, head, userId, unreadable }: ReplayFrame,
  { conversationId, seq: from, epoch: known }: OpenRequest,
): Promise<{ reload: boolean; events: string[] }> {
  if (from === undefined) return { reload: false, events: [] };
  if (known !== epoch || from > head || head - from > limits.replayEvents) {
    return { reload: true, events: [] };
  }
  if (from === head) return { reload: false, events: [] };
  if (services.rates.replays.take(userId, head - from) > 0) return { reload: true, events: [] };
  const range = { conversationId, afterSeq: from, upToSeq: head };
  const frames = await readConversationLog(services.db, range, unreadable.report);
  const events = frames.map(encodeFrame);
  const bytes = events.reduce((sum, event) => sum + Buffer.byteLength(event), 0);
  return bytes > limits.replayBytes ? { reload: true, events: [] } : { reload: false, events };
}

/** Whose connection it is, if they still see the conversation. */
function readerOf({ state }: Connection, conversationId: string): OnlineMember | undefined {
  if (state.kind !== "identified") return undefined;
  const { member } = state;
  return maySee(member.user, member.roleIn(conversationId)) ? member : undefined;
}
