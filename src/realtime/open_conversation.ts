/** Opens a conversation for a socket: checks the permission and starts what its dialect needs. */
import { recordLook } from "#core/audit/looks.ts";
import { Refusal } from "#core/refusals.ts";
import { limits } from "#wire/limits.ts";
import type { Sender } from "./frames/frame_kind.ts";
import { type OpenRequest, resumeConversation } from "./resume.ts";
import { requireConversation, requireSight } from "./visibility.ts";

/** @throws {Refusal} conflict, when too many are open; not_found */
export async function openConversation(sender: Sender, request: OpenRequest): Promise<void> {
  const { realtime, connection, member, dialect, context } = sender;
  const { conversationId } = request;
  const isNew = !connection.open.includes(conversationId);
  if (isNew && connection.open.length >= limits.openConversations) {
    throw new Refusal("conflict", {
      reason: "conversations_open_many",
      params: { max: limits.openConversations },
    });
  }
  await requireConversation(sender, conversationId);
  if (!member.isMemberOf(conversationId)) await recordLook(context, conversationId);
  if (dialect === "current") return resumeConversation(realtime, connection, request);
  // The permission may have been lost during the wait.
  requireSight(member, conversationId);
  realtime.hub.follow(connection, conversationId);
}
