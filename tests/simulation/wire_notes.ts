/** Records a socket's frames for the checker, as they arrive and before anything repairs them. */
import type { Ack, ServerFrame } from "#wire/frames.ts";
import type { Note } from "./checker.ts";

/** @returns undefined for a frame that neither answers a message nor moves a position */
export function noteOf(frame: ServerFrame, at: number): Note | undefined {
  if (frame.messageType === "Ack") {
    const { conversationId, clientId, messageId: id } = frame.meta;
    if ("held" in frame.payload) return { kind: "held", conversationId, clientId, id, at };
    const { seq } = (frame as Ack).meta;
    return { kind: "acked", conversationId, clientId, id, seq, at };
  }
  if (frame.messageType === "Refusal") {
    const { conversationId = "", messageId: clientId } = frame.meta;
    const { retry } = frame.payload;
    return clientId === undefined
      ? undefined
      : { kind: "refused", conversationId, clientId, at, retry };
  }
  if (!("seq" in frame.meta) || !("timestamp" in frame.meta)) return undefined;
  // It replaces an unreadable event, so nothing of that has arrived.
  if (frame.messageType === "MemberRemoved" && frame.payload.userId === "") return undefined;
  const { conversationId, seq } = frame.meta;
  const id = "messageId" in frame.meta ? frame.meta.messageId : undefined;
  return { kind: "delivered", conversationId, seq, id, at };
}
