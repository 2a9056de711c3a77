/** Ends a socket's subscription to a group. */
import type { Leave } from "#wire/client_frames.ts";
import { fromSender } from "./frame_kind.ts";

export const leave = fromSender<Leave>(({ realtime, connection }, { meta }) =>
  realtime.hub.unfollow(connection, meta.conversationId),
);
