/** Converts core's views to the API's answers, which use the original's column names. */
import type { z } from "zod";
import type { Group } from "#core/groups/groups.ts";
import { viewWithNewest } from "#core/groups/newest_messages.ts";
import { modeView } from "#core/groups/modes.ts";
import type { GroupMode, MemberView, MessageView } from "#wire/views.ts";
import type * as schemas from "./schemas.ts";

export function messageOf(view: MessageView): z.output<typeof schemas.message> {
  const { removed } = view;
  return {
    id: view.id,
    conversation_id: view.conversationId,
    sender_id: view.senderId,
    sender_name: view.senderName,
    seq: view.seq,
    content: view.content,
    sent_from_server: view.sentAt,
    ...(view.clientId !== undefined && { client_id: view.clientId }),
    ...(view.writtenAt !== undefined && { written_at: view.writtenAt }),
    ...(view.editedAt !== undefined && { edited_at: view.editedAt }),
    ...(view.revision !== undefined && { revision: view.revision }),
    ...(view.redacted && { redacted: view.redacted }),
    ...(removed && {
      removed: {
        at: removed.at,
        by: removed.by,
        by_staff: removed.by === "staff",
        ...(removed.reason !== undefined && { reason: removed.reason }),
        ...(removed.handedBack && { handed_back: removed.handedBack }),
      },
    }),
  };
}

export function conversationOf(group: Group): z.output<typeof schemas.conversation> {
  return {
    created_at: group.createdAt,
    description: group.description,
    id: group.id,
    name: group.name,
    owner_id: group.ownerId,
    updated_at: group.updatedAt,
  };
}

export function listedOf(group: Group): z.output<typeof schemas.listedConversation> {
  const { seq, unread, lastMessage, archived = false, chapter = null } = viewWithNewest(group);
  return {
    ...conversationOf(group),
    seq,
    unread,
    archived,
    chapter,
    mode: modeOf(modeView(group)),
    member_role: group.memberRole,
    last_message: lastMessage
      ? {
          sender_name: lastMessage.senderName,
          content: lastMessage.content,
          sent_at: lastMessage.sentAt,
        }
      : null,
  };
}

export function modeOf(view: GroupMode | undefined): z.output<typeof schemas.conversationMode> {
  const { kind: mode = "open", until = null, reason = "", seconds = null, by = null } = view ?? {};
  return { mode, until, reason, seconds, hold_for: view?.for ?? null, by };
}

export function memberOf(view: MemberView): z.output<typeof schemas.member> {
  return { user_id: view.userId, name: view.name, user_role: view.userRole, role: view.role };
}
