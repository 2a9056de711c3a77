/** From what core gives to what the API shows: the original's column names. */
import type { z } from "zod";
import { viewOfListed } from "#core/groups/groups.ts";
import type { MemberView, MessageView } from "#wire/views.ts";
import type * as schemas from "./schemas.ts";

type Listed = Parameters<typeof viewOfListed>[0];

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
    ...(view.editedAt !== undefined && { edited_at: view.editedAt }),
    ...(removed && {
      removed: {
        at: removed.at,
        by: removed.by,
        by_staff: removed.by === "staff",
        ...(removed.reason !== undefined && { reason: removed.reason }),
      },
    }),
  };
}

export function conversationOf(row: Listed): z.output<typeof schemas.conversation> {
  const { created_at, description, id, name, owner_id, updated_at } = row;
  return { created_at, description, id, name, owner_id, updated_at };
}

export function listedOf(row: Listed): z.output<typeof schemas.listedConversation> {
  const { seq, unread, lastMessage } = viewOfListed(row);
  return {
    ...conversationOf(row),
    seq,
    unread,
    member_role: row.member_role,
    last_message: lastMessage
      ? {
          sender_name: lastMessage.senderName,
          content: lastMessage.content,
          sent_at: lastMessage.sentAt,
        }
      : null,
  };
}

export function memberOf(view: MemberView): z.output<typeof schemas.member> {
  return { user_id: view.userId, name: view.name, user_role: view.userRole, role: view.role };
}
