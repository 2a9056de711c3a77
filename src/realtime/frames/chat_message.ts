/** Posts a message. A current client gets an `Ack` once it is stored; everyone gets the event. */
import { Refusal } from "#core/refusals.ts";
import { heldView } from "#core/messages/held.ts";
import { writeMessage } from "#core/messages/write_message.ts";
import type { ChatMessageIn } from "#wire/client_frames.ts";
import { type FrameKind, fromSender } from "./frame_kind.ts";

export const chatMessage: FrameKind<ChatMessageIn> = {
  isPipelined: true,
  ...fromSender<ChatMessageIn>(async ({ context, connection }, { payload, meta }) => {
    if (meta.senderId !== context.actor.id) {
      throw new Refusal("forbidden", { reason: "sender_mismatch" });
    }
    const written = await writeMessage(context, {
      conversationId: meta.conversationId,
      content: payload.content,
      clientId: meta.messageId,
      sentFromClient: meta.timestamp,
    });
    if (connection.state.kind !== "identified" || connection.state.dialect === "original") return;
    const clientId = meta.messageId ?? "";
    if (written.held) {
      const message = heldView(written.held);
      const answer = { conversationId: meta.conversationId, clientId, messageId: message.id };
      return connection.send({
        messageType: "Ack",
        payload: { held: true, message },
        meta: answer,
      });
    }
    const { message } = written;
    connection.send({
      messageType: "Ack",
      payload: { message },
      meta: {
        conversationId: message.conversationId,
        clientId,
        messageId: message.id,
        seq: message.seq,
      },
    });
  }),
};
