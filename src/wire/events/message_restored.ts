/** A message that was removed is there again. */
import type { MessageView } from "../views.ts";
import type { ConversationEvent } from "./event_kind.ts";
import { messageRevised } from "./message_revised.ts";

export type MessageRestored = ConversationEvent<"MessageRestored", { message: MessageView }>;

export const messageRestored = messageRevised("MessageRestored");
