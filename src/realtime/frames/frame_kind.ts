/** How the server handles a kind of client frame. */
import type { Context } from "#core/context.ts";
import { Refusal } from "#core/refusals.ts";
import type { ClientFrame } from "#wire/client_frames.ts";
import type { Connection, Dialect, OnlineMember } from "../connection.ts";
import type { Realtime } from "../parts.ts";

export interface FrameKind<Frame extends ClientFrame> {
  /** Need not wait for earlier frames: the transaction queue keeps their order. */
  isPipelined?: true;
  /** @throws {Refusal} which the caller sends to this client only */
  handle(realtime: Realtime, connection: Connection, frame: Frame): Promise<unknown> | void;
}

/** A socket that has identified itself, with the context for core's verbs. */
export interface Sender {
  realtime: Realtime;
  connection: Connection;
  member: OnlineMember;
  dialect: Dialect;
  context: Context;
}

/** A kind of frame that only identified sockets may send; it is refused from others. */
export function fromSender<Frame extends ClientFrame>(
  handle: (sender: Sender, frame: Frame) => Promise<unknown> | void,
): FrameKind<Frame> {
  return {
    handle(realtime, connection, frame) {
      const sender = senderOf(realtime, connection);
      if (!sender) throw new Refusal("unauthenticated", { reason: "identify_first" });
      return handle(sender, frame);
    },
  };
}

/** @returns undefined if the socket has not identified itself, or is closed */
export function senderOf(realtime: Realtime, connection: Connection): Sender | undefined {
  const { actor, state } = connection;
  if (state.kind !== "identified" || !actor) return undefined;
  const { member, dialect } = state;
  return { realtime, connection, member, dialect, context: { ...realtime.services, actor } };
}
