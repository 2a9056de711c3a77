/** A message was removed. */
import type { MessageView } from "../views.ts";
import type { ConversationEvent } from "./event_kind.ts";
import { messageRevised } from "./message_revised.ts";

export type MessageRemoved = ConversationEvent<"MessageRemoved", { message: MessageView }>;

export const messageRemoved = messageRevised("MessageRemoved");
