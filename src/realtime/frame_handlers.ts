/** What each frame of a client asks for. Verbs and permissions are core's; here they get an answer. */
import { unreachable } from "#kit/assert.ts";
import { getGroup } from "#core/groups/groups.ts";
import { recordOversight } from "#core/audit/audit.ts";
import type { Actor, Context, Services } from "#core/context.ts";
import { Refusal, notFound, signInFirst } from "#core/refusals.ts";
import { markRead } from "#core/groups/members.ts";
import { editMessage, sendMessage, removeMessage } from "#core/messages/messages.ts";
import { maySee } from "#core/permissions.ts";
import { closeCodes } from "#wire/codes.ts";
import type { ChatMessageIn, ClientFrame, IdMessage } from "#wire/client_frames.ts";
import { limits } from "#wire/limits.ts";
import { actorOfToken } from "./authentication.ts";
import { currentActor, endInTime } from "./current_actor.ts";
import type { Connection, Dialect, OnlineMember } from "./connection.ts";
import type { Realtime } from "./parts.ts";
import { openConversation, type Wanted } from "./resume.ts";
import { topics } from "./topics.ts";
import { readWelcome, sendChangedSince } from "./welcome.ts";

/** Frames that need not wait for the ones before them: the transaction queue keeps their order. */
export function isPipelined(frame: ClientFrame): boolean {
  return frame.messageType === "ChatMessage";
}

/** @throws {Refusal} which the caller sends to the client, and to nobody else */
export async function handleFrame(
  realtime: Realtime,
  connection: Connection,
  frame: ClientFrame,
): Promise<void> {
  if (frame.messageType === "Ping") return pong(realtime, connection);
  if (frame.messageType === "IdMessage") return identify(realtime, connection, frame);
  if (connection.state.kind !== "identified") {
    throw new Refusal("unauthenticated", { reason: "identify_first" });
  }
  const { member } = connection.state;
  // The session is this socket's own: others of the account may live longer.
  const context: Context = { ...realtime.services, actor: connection.actor ?? member.actor };
  switch (frame.messageType) {
    case "ChatMessage":
      return chat(context, connection, frame);
    case "Open":
      // As the log has told it, which ends sockets too: nothing is opened that would not be followed.
      if (!(await currentActor(realtime, connection))) throw signInFirst();
      return open(realtime, connection, frame.meta);
    case "Leave":
      return realtime.hub.unfollow(connection, frame.meta.conversationId);
    case "EditMessage":
      await editMessage(context, { ...frame.meta, content: frame.payload.content });
      return undefined;
    case "RemoveMessage":
      await removeMessage(context, { ...frame.meta, reason: frame.payload.reason });
      return undefined;
    case "Typing":
      await requireGroup(context, member, frame.meta.conversationId);
      return realtime.typing.say(member.actor, frame.meta.conversationId);
    case "Read": {
      const position = { conversationId: frame.meta.conversationId, seq: frame.meta.seq };
      const moved = await markRead(context, position);
      if (moved) realtime.readMoved(member.actor.id, { ...position, ...moved });
      return undefined;
    }
    default:
      return unreachable(frame);
  }
}

async function identify(
  realtime: Realtime,
  connection: Connection,
  frame: IdMessage,
): Promise<void> {
  const { services, hub, changes } = realtime;
  if (!connection.actor) {
    connection.actorAsOf = changes.moment;
    connection.actor = await actorOfFrame(services, frame);
  }
  const { actor } = connection;
  if (!actor) {
    throw new Refusal("unauthenticated", { reason: "socket_not_signed_in" });
  }
  if (actor.id !== frame.senderId) {
    throw new Refusal("forbidden", { reason: "sender_mismatch" });
  }
  const dialect: Dialect = (frame.protocol ?? 0) >= 1 ? "current" : "original";
  if (connection.state.kind === "unidentified") await enter(realtime, connection, dialect);
  if (dialect === "original") {
    for (const conversationId of connection.open) hub.unfollow(connection, conversationId);
  }
  if (frame.convId !== "") await open(realtime, connection, { conversationId: frame.convId });
}

async function actorOfFrame(services: Services, { token }: IdMessage): Promise<Actor | undefined> {
  return token ? actorOfToken(services, token) : undefined;
}

/** Makes a socket one of the account's, with everything that account is a member of. */
async function enter(realtime: Realtime, connection: Connection, dialect: Dialect): Promise<void> {
  const { services, roster, changes, presence } = realtime;
  const present = roster.get(connection.actor?.id ?? "");
  if (present && present.connections.length >= limits.socketsPerUser) {
    connection.close(closeCodes.flooding, "too many connections");
    throw new Refusal("limited", { reason: "sockets_many", retryAfterMs: 60_000 });
  }
  for (;;) {
    const { moment } = changes;
    const actor = await currentActor(realtime, connection);
    if (!actor) return realtime.hub.signOut(connection, "signed_out");
    const { welcome, roles } = await readWelcome({ ...services, actor }, realtime.epoch, dialect);
    // Read once more only when the account itself or its memberships have changed meanwhile.
    if (changes.accountChangedSince(actor.id, moment)) continue;
    if (connection.state.kind !== "unidentified") return;
    const member = roster.add(connection, actor, roles);
    connection.state = { kind: "identified", dialect, member };
    endInTime(realtime, connection);
    if (welcome) {
      connection.send(welcome);
      for (const id of roles.keys()) connection.subscribe(topics.passive(id));
    }
    for (const conversationId of roles.keys()) presence.changed(conversationId);
    return sendChangedSince(realtime, member, moment);
  }
}

async function chat(context: Context, connection: Connection, frame: ChatMessageIn): Promise<void> {
  const { payload, meta } = frame;
  if (meta.senderId !== context.actor.id) {
    throw new Refusal("forbidden", { reason: "sender_mismatch" });
  }
  const message = await sendMessage(context, {
    conversationId: meta.conversationId,
    content: payload.content,
    clientId: meta.messageId,
    sentFromClient: meta.timestamp,
  });
  if (connection.state.kind !== "identified" || connection.state.dialect === "original") return;
  connection.send({
    messageType: "Ack",
    payload: { message },
    meta: {
      conversationId: message.conversationId,
      clientId: meta.messageId ?? "",
      messageId: message.id,
      seq: message.seq,
    },
  });
}

async function open(realtime: Realtime, connection: Connection, position: Wanted): Promise<void> {
  if (connection.state.kind !== "identified") return;
  const { member, dialect } = connection.state;
  const context: Context = { ...realtime.services, actor: member.actor };
  const { conversationId } = position;
  if (
    connection.open.length >= limits.openConversations &&
    !connection.open.includes(conversationId)
  ) {
    throw new Refusal("conflict", {
      reason: "conversations_open_many",
      params: { max: limits.openConversations },
    });
  }
  await requireGroup(context, member, conversationId);
  if (!member.isMemberOf(conversationId)) await recordOversight(context, conversationId);
  if (dialect === "original") {
    // What was allowed before the waiting may not be any more.
    requireSight(member, conversationId);
    return realtime.hub.follow(connection, conversationId);
  }
  await openConversation(realtime, connection, position);
}

function requireSight(member: OnlineMember, conversationId: string): void {
  if (!maySee(member.actor, member.roleIn(conversationId))) throw notFound();
}

/** Staff may see every group, but not one that there is not. @throws {Refusal} not_found */
async function requireGroup(context: Context, member: OnlineMember, id: string): Promise<void> {
  requireSight(member, id);
  if (!member.isMemberOf(id)) await getGroup(context, id);
}

function pong({ services }: Realtime, connection: Connection): void {
  const timestamp = new Date(services.clock.now()).toISOString();
  connection.send({ messageType: "Pong", payload: {}, meta: { timestamp } });
}
