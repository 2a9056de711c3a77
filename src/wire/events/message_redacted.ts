/** A part of a message was hidden. */
import type { MessageView } from "../views.ts";
import type { ConversationEvent } from "./event_kind.ts";
import { messageRevised } from "./message_revised.ts";

export type MessageRedacted = ConversationEvent<"MessageRedacted", { message: MessageView }>;

export const messageRedacted = messageRevised("MessageRedacted");
