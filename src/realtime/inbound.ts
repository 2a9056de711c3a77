/** Decodes what a socket receives and handles the frame, or answers with a refusal. */
import { errorFields } from "#kit/logger.ts";
import { uuidv7 } from "#kit/ids.ts";
import { asRefusal } from "#core/refusals.ts";
import { decodeClientFrame } from "#wire/decode_client_frame.ts";
import { closeCodes, type RefusalCode } from "#wire/codes.ts";
import type { ClientFrame } from "#wire/client_frames.ts";
import { limits } from "#wire/limits.ts";
import { type About, type Connection, nothing } from "./connection.ts";
import { frameKindOf } from "./frames/registry.ts";
import type { Realtime } from "./parts.ts";

/** A socket's frames are handled in order; frames that exceed the rate are refused, not queued. */
export function receiveText(
  realtime: Realtime,
  connection: Connection,
  data: string | Uint8Array,
): void {
  const { clock } = realtime.services;
  connection.lastReceivedAtMs = clock.monotonic();
  if (connection.frames.take(connection.lastReceivedAtMs) > 0) {
    const message = "Too many frames at once.";
    return refuse(realtime, connection, { code: "limited", message, retryAfterMs: 1_000 });
  }
  if (typeof data !== "string") {
    const message = "Frames are JSON text, not bytes.";
    return refuse(realtime, connection, { code: "invalid", message });
  }
  if (Buffer.byteLength(data) > limits.frameBytes) {
    const message = `A frame has at most ${limits.frameBytes} bytes.`;
    return refuse(realtime, connection, { code: "too_large", message });
  }
  const decoded = decodeClientFrame(data);
  if (!decoded.ok) return refuse(realtime, connection, decoded.refusal);
  if (connection.pending >= limits.queuedFrames) {
    return connection.close(closeCodes.flooding, "too many unanswered frames");
  }
  realtime.metrics.add("frames", 1, decoded.frame.messageType);
  enqueue(realtime, connection, decoded.frame);
}

type Details = Parameters<Connection["refuse"]>[2];

/** Refuses a frame, and logs it for the operator. */
function refuse(
  { services, metrics }: Realtime,
  connection: Connection,
  refusal: { code: RefusalCode; message: string } & Details,
): void {
  const { code, message, ...details } = refusal;
  metrics.add("refusals", 1, code);
  services.logger.debug("frame.refused", { code, userId: connection.actor?.id });
  connection.refuse(code, message, details);
}

function enqueue(realtime: Realtime, connection: Connection, frame: ClientFrame): void {
  connection.pending += 1;
  // A message waits until earlier frames have started, not until they have ended.
  const started = connection.chain.then(() => answer(realtime, connection, frame));
  if (!frameKindOf(frame).isPipelined) connection.chain = started;
}

/** Handles one frame; any error is answered with a refusal. */
async function answer(
  realtime: Realtime,
  connection: Connection,
  frame: ClientFrame,
): Promise<void> {
  try {
    if (connection.state.kind === "closed") return;
    await frameKindOf(frame).handle(realtime, connection, frame);
  } catch (error) {
    const refusal = asRefusal(error);
    // The session has ended, but its log entry has not been delivered yet.
    if (refusal.code === "unauthenticated" && connection.state.kind === "identified") {
      return realtime.hub.signOut(connection, "expired");
    }
    const { code, retryAfterMs } = refusal;
    let { message } = refusal;
    if (code === "internal") {
      const reference = uuidv7(realtime.services.clock.now());
      realtime.services.logger.error("frame.failed", {
        reference,
        kind: frame.messageType,
        ...errorFields(error),
      });
      message = `${message} (${reference})`;
    }
    refuse(realtime, connection, { ...aboutOf(frame), code, message, retryAfterMs });
  } finally {
    connection.pending -= 1;
    // Thousands of idle sockets would each keep a promise.
    if (connection.pending === 0) connection.chain = nothing;
  }
}

function aboutOf(frame: ClientFrame): About {
  if (frame.messageType === "IdMessage") {
    return { about: frame.messageType, conversationId: frame.convId || undefined };
  }
  const { meta } = frame;
  return {
    about: frame.messageType,
    conversationId: "conversationId" in meta ? meta.conversationId : undefined,
    messageId: "messageId" in meta ? meta.messageId : undefined,
  };
}
