/** What each frame of a client asks for. Verbs and permissions are core's; here they get an answer. */
import { unreachable } from "#kit/assert.ts";
import { listGroups, getGroup, viewOfListed } from "#core/groups/groups.ts";
import { recordOversight } from "#core/audit/audit.ts";
import type { Actor, Context, Services } from "#core/context.ts";
import { Refusal, notFound, signInFirst } from "#core/refusals.ts";
import { markRead } from "#core/groups/members.ts";
import { editMessage, sendMessage, removeMessage } from "#core/messages/messages.ts";
import { membershipsOfActor } from "#core/groups/memberships.ts";
import { maySee, seesEverything } from "#core/permissions.ts";
import { closeCodes } from "#wire/codes.ts";
import {
  type ChatMessageIn,
  type ClientFrame,
  type IdMessage,
  type MemberRole,
  protocolVersion,
} from "#wire/frames.ts";
import { limits } from "#wire/limits.ts";
import { actorOfToken } from "./authentication.ts";
import { currentActor, endInTime } from "./current_actor.ts";
import type { Connection, Dialect, OnlineMember } from "./connection.ts";
import type { Realtime } from "./parts.ts";
import { openConversation, type Wanted } from "./resume.ts";
import { topics } from "./topics.ts";

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
      await removeMessage(context, { ...frame.meta, reason: frame.payload.reason ?? undefined });
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
  const { services, hub, tail } = realtime;
  if (!connection.actor) {
    connection.actorAsOf = tail.lastId;
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
  const { services, roster, tail, presence } = realtime;
  const present = roster.get(connection.actor?.id ?? "");
  if (present && present.connections.length >= limits.socketsPerUser) {
    connection.close(closeCodes.flooding, "too many connections");
    throw new Refusal("limited", { reason: "sockets_many", retryAfterMs: 60_000 });
  }
  // What is read here and what the log delivers meanwhile must not fall between each other.
  for (;;) {
    const position = tail.lastId;
    const actor = await currentActor(realtime, connection);
    if (!actor) return realtime.hub.signOut(connection, "signed_out");
    const { welcome, roles } = await readWelcome({ ...services, actor }, realtime.epoch, dialect);
    if (tail.lastId !== position) continue;
    if (connection.state.kind !== "unidentified") return;
    const member = roster.add(connection, actor, roles);
    connection.state = { kind: "identified", dialect, member };
    endInTime(realtime, connection);
    if (welcome) {
      connection.send(welcome);
      for (const id of roles.keys()) connection.subscribe(topics.passive(id));
    }
    for (const conversationId of roles.keys()) presence.changed(conversationId);
    return;
  }
}

/** What an account is in: one query, the list for clients of ours, only the roles for others. */
export async function readWelcome(context: Context, epoch: string, dialect: Dialect) {
  if (dialect === "original")
    return { roles: await membershipsOfActor(context), welcome: undefined };
  const rows = await listGroups(context);
  const roles = new Map<string, MemberRole>();
  for (const row of rows) if (row.member_role) roles.set(row.id, row.member_role);
  const welcome = {
    messageType: "Welcome" as const,
    payload: {
      userId: context.actor.id,
      name: context.actor.name,
      role: context.actor.role,
      protocol: protocolVersion,
      epoch,
      heartbeatMs: limits.heartbeatMs,
      conversations: rows.map(viewOfListed),
    },
    meta: { timestamp: new Date(context.clock.now()).toISOString() },
  };
  return { roles, welcome };
}

async function chat(context: Context, connection: Connection, frame: ChatMessageIn): Promise<void> {
  const { payload, meta } = frame;
  if (meta.senderId !== context.actor.id) {
    throw new Refusal("forbidden", { reason: "sender_mismatch" });
  }
  const message = await sendMessage(context, {
    conversationId: meta.conversationId,
    content: payload.content,
    clientId: meta.messageId ?? undefined,
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

/** After an account has changed: the same sockets, with what it may now. */
export async function refreshMember(
  realtime: Realtime,
  member: OnlineMember,
  actor: Actor,
): Promise<void> {
  const { services, hub, roster, tail, epoch } = realtime;
  const context: Context = { ...services, actor };
  for (;;) {
    const position = tail.lastId;
    const { roles, welcome } = await readWelcome(context, epoch, "current");
    if (tail.lastId !== position) continue;
    const before = member.conversationIds();
    member.actor = actor;
    roster.setRoles(member, roles);
    for (const connection of member.connections) {
      if (connection.actor) {
        const { sessionId, endsAtMs } = connection.actor;
        connection.actor = { ...actor, sessionId, endsAtMs };
      }
      const sees = (id: string) => seesEverything(actor) || roles.has(id);
      for (const id of [...connection.open, ...before]) {
        if (sees(id)) continue;
        hub.unfollow(connection, id);
        connection.unsubscribe(topics.passive(id));
      }
      if (connection.state.kind !== "identified" || connection.state.dialect === "original")
        continue;
      if (!welcome) continue;
      connection.send(welcome);
      for (const id of roles.keys()) {
        if (!connection.open.includes(id)) connection.subscribe(topics.passive(id));
      }
    }
    return;
  }
}
