/** A message was edited. */
import type { MessageView } from "../views.ts";
import type { ConversationEvent } from "./event_kind.ts";
import { messageRevised } from "./message_revised.ts";

export type MessageEdited = ConversationEvent<"MessageEdited", { message: MessageView }>;

export const messageEdited = messageRevised("MessageEdited");
