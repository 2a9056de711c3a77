import type { MessageView } from "#wire/views.ts";
import type { MessageRow } from "#storage/messages.ts";

/** What everybody who may read the conversation sees of a stored message. */
export function viewOfMessage(row: MessageRow): MessageView {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    senderId: row.sender_id,
    senderName: row.sender_deleted ? "" : row.sender_name,
    senderRole: row.sender_role,
    seq: row.seq,
    content: row.content,
    sentAt: row.sent_from_server,
    ...(row.client_id !== null && { clientId: row.client_id }),
    ...(row.edited_at !== null && { editedAt: row.edited_at }),
    ...(row.removed_at !== null &&
      row.removed_as !== null && {
        removed: {
          at: row.removed_at,
          by: row.removed_as,
          byStaff: row.removed_as !== "author",
          ...(row.removed_reason !== null && { reason: row.removed_reason }),
        },
      }),
  };
}
