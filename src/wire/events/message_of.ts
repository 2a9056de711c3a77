import type { MessageView } from "../views.ts";
import type { StoredEvent } from "./event_kind.ts";

/** The message an event is about, or undefined if it is gone or belongs to another conversation. */
export function messageOf({ message, meta }: StoredEvent): MessageView | undefined {
  return message?.conversationId === meta.conversationId ? message : undefined;
}
