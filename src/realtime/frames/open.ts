/** Follows a conversation from the client's position. */
import { signInFirst } from "#core/refusals.ts";
import type { Open } from "#wire/client_frames.ts";
import { currentActor } from "../current_actor.ts";
import { openConversation } from "../open_conversation.ts";
import { fromSender } from "./frame_kind.ts";

export const open = fromSender<Open>(async (sender, { meta }) => {
  // Memberships come from the log, which also ends subscriptions, so nothing is opened that would
  // not be followed.
  if (!(await currentActor(sender.realtime, sender.connection))) throw signInFirst();
  await openConversation(sender, meta);
});
