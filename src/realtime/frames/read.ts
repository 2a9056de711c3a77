/** Records what the user has read, and tells their other devices. */
import { markRead } from "#core/groups/members.ts";
import type { ReadIn } from "#wire/client_frames.ts";
import { fromSender } from "./frame_kind.ts";

export const read = fromSender<ReadIn>(async ({ realtime, context }, { meta }) => {
  const { conversationId, seq } = meta;
  const moved = await markRead(context, { conversationId, seq });
  if (moved) realtime.readMoved(context.actor.id, { conversationId, seq, ...moved });
});
