import { encodeFrame } from "#wire/codec.ts";
import type { OnlineMember } from "./connection.ts";
import type { Holds } from "./holds.ts";
import type { Roster } from "./roster.ts";
import { topics } from "./topics.ts";

/** Ends an account's subscriptions to a conversation on all of its devices, and tells them. */
export function exclude(
  { roster, holds }: { roster: Roster; holds: Holds },
  member: OnlineMember,
  conversationId: string,
): void {
  roster.dropRole(member, conversationId);
  member.seeByOffice(conversationId, false);
  holds.end({ conversationId, userId: member.user.id });
  for (const connection of member.connections) {
    connection.dropOpen(conversationId);
    connection.unsubscribe(topics.open(conversationId));
    connection.unsubscribe(topics.original(conversationId));
    connection.unsubscribe(topics.passive(conversationId));
  }
  roster.sendTo(
    member.user.id,
    encodeFrame({ messageType: "ConversationUnlisted", payload: {}, meta: { conversationId } }),
  );
}
