/** What the server does with a kind of client frame. */
import type { Context } from "#core/context.ts";
import { Refusal } from "#core/refusals.ts";
import type { ClientFrame } from "#wire/client_frames.ts";
import type { Connection, Dialect, OnlineMember } from "../connection.ts";
import type { Realtime } from "../parts.ts";

export interface FrameKind<Frame extends ClientFrame> {
  /** Need not wait for the frames before it: the transaction queue keeps their order. */
  isPipelined?: true;
  /** @throws {Refusal} which the caller sends to the client, and to nobody else */
  handle(realtime: Realtime, connection: Connection, frame: Frame): Promise<unknown> | void;
}

/** A socket that has said whose it is, and the context for what it asks of core. */
export interface Sender {
  realtime: Realtime;
  connection: Connection;
  member: OnlineMember;
  dialect: Dialect;
  context: Context;
}

/** A kind of frame that only identified sockets may send; from others it is refused. */
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

/** @returns nothing when the socket has not said whose it is, or is closed */
export function senderOf(realtime: Realtime, connection: Connection): Sender | undefined {
  const { actor, state } = connection;
  if (state.kind !== "identified" || !actor) return undefined;
  const { member, dialect } = state;
  return { realtime, connection, member, dialect, context: { ...realtime.services, actor } };
}
