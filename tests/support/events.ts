/** Events for tests that need no database. */
import { logStart } from "#storage/log_position.ts";
import { chatMessageFrame } from "#wire/events/chat_message.ts";
import type { EventFrame } from "#wire/events/registry.ts";
import type { MessageView } from "#wire/views.ts";
import type { LogEntry } from "#core/log/log_entry.ts";

export function messageIn(conversationId: string, seq: number): MessageView {
  return {
    id: `message ${seq}`,
    conversationId,
    senderId: "ada",
    senderName: "Ada",
    senderRole: "user",
    seq,
    content: "Hello",
    sentAt: "",
  };
}

export function posted(conversationId: string, seq: number): EventFrame {
  return chatMessageFrame(messageIn(conversationId, seq));
}

export function entryOf(frame: EventFrame): LogEntry {
  return { position: logStart, scope: "conversation", frame };
}
