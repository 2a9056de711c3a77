/** Every kind of frame that clients send. */
import type { ClientFrame } from "#wire/client_frames.ts";
import { chatMessage } from "./chat_message.ts";
import type { FrameKind } from "./frame_kind.ts";
import { idMessage } from "./id_message.ts";
import { leave } from "./leave.ts";
import { messageActions } from "./message_actions.ts";
import { open } from "./open.ts";
import { ping } from "./ping.ts";
import { read } from "./read.ts";
import { setMode } from "./set_mode.ts";
import { typing } from "./typing.ts";
import { watchGroups } from "./watch_groups.ts";

const frameKinds: {
  [Name in ClientFrame["messageType"]]: FrameKind<Extract<ClientFrame, { messageType: Name }>>;
} = {
  IdMessage: idMessage,
  ChatMessage: chatMessage,
  ...messageActions,
  Open: open,
  Leave: leave,
  Read: read,
  SetMode: setMode,
  Typing: typing,
  WatchGroups: watchGroups,
  Ping: ping,
};

export function frameKindOf({ messageType }: ClientFrame): FrameKind<ClientFrame> {
  return frameKinds[messageType];
}
