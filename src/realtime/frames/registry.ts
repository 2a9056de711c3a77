/**
 * Every kind of frame that clients send. A frame that only calls a verb is a line of this table;
 * all others have a file of their own.
 */
import { editMessage, removeMessage } from "#core/messages/messages.ts";
import type { ClientFrame } from "#wire/client_frames.ts";
import { chatMessage } from "./chat_message.ts";
import { type FrameKind, fromSender } from "./frame_kind.ts";
import { idMessage } from "./id_message.ts";
import { open } from "./open.ts";
import { ping } from "./ping.ts";
import { read } from "./read.ts";
import { typing } from "./typing.ts";

const frameKinds: {
  [Name in ClientFrame["messageType"]]: FrameKind<Extract<ClientFrame, { messageType: Name }>>;
} = {
  IdMessage: idMessage,
  ChatMessage: chatMessage,
  EditMessage: fromSender(({ context }, { meta, payload: { content } }) =>
    editMessage(context, { ...meta, content }),
  ),
  RemoveMessage: fromSender(({ context }, { meta, payload: { reason } }) =>
    removeMessage(context, { ...meta, reason }),
  ),
  Open: open,
  Leave: fromSender(({ realtime, connection }, { meta }) =>
    realtime.hub.unfollow(connection, meta.conversationId),
  ),
  Read: read,
  Typing: typing,
  Ping: ping,
};

export function frameKindOf({ messageType }: ClientFrame): FrameKind<ClientFrame> {
  return frameKinds[messageType];
}
