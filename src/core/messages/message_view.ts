import type { MessageView } from "#wire/views.ts";
import type { StoredMessage } from "#storage/messages.ts";

/** A stored message as everyone who may read the conversation sees it. */
export function viewOfMessage(row: StoredMessage): MessageView {
  const view: MessageView = {
    id: row.id,
    conversationId: row.conversationId,
    senderId: row.senderId,
    senderName: row.senderName,
    senderRole: row.senderRole,
    seq: row.seq,
    content: row.content,
    sentAt: row.sentFromServer,
  };
  if (row.clientId !== null) view.clientId = row.clientId;
  if (row.editedAt !== null) view.editedAt = row.editedAt;
  if (row.revision > 0) view.revision = row.revision;
  if (row.redactedAt !== null) {
    view.redacted = {
      at: row.redactedAt,
      ...(row.redactedReason !== null && { reason: row.redactedReason }),
    };
  }
  if (row.writtenAt !== null) view.writtenAt = row.writtenAt;
  if (row.removedAt !== null && row.removedAs !== null) {
    view.removed = {
      at: row.removedAt,
      by: row.removedAs,
      byStaff: row.removedAs !== "author",
      ...(row.removedReason !== null && { reason: row.removedReason }),
      ...(row.handedBack === 1 && { handedBack: true }),
    };
  }
  return view;
}
