import type { MessageView } from "../views.ts";
import type { LoggedEvent } from "./event_kind.ts";

/** The message an event is about, or undefined if it is gone or belongs to another conversation. */
export function messageOf({ message, meta }: LoggedEvent): MessageView | undefined {
  return message?.conversationId === meta.conversationId ? message : undefined;
}
