/** Tells everyone who has a conversation open that a user is typing. */
import type { TypingIn } from "#wire/client_frames.ts";
import { requireConversation } from "../visibility.ts";
import { fromSender } from "./frame_kind.ts";

export const typing = fromSender<TypingIn>(async (sender, { meta: { conversationId } }) => {
  await requireConversation(sender, conversationId);
  sender.realtime.typing.publish(sender.member.user, conversationId);
});
