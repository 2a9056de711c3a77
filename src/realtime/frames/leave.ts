/** Ends a socket's subscription to a group. */
import { leaveLook } from "#core/audit/looks.ts";
import type { Leave } from "#wire/client_frames.ts";
import { fromSender } from "./frame_kind.ts";

export const leave = fromSender<Leave>(({ realtime, connection, member, context }, { meta }) => {
  const { conversationId } = meta;
  const isLook = connection.open.includes(conversationId) && !member.isMemberOf(conversationId);
  realtime.hub.unfollow(connection, conversationId);
  return isLook ? leaveLook(context, conversationId) : undefined;
});
