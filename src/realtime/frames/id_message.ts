/**
 * Identifies a socket's account and its client's dialect. It may be sent again, for another group.
 */
import type { ConversationView } from "#wire/views.ts";
import { Refusal } from "#core/refusals.ts";
import type { IdMessage } from "#wire/client_frames.ts";
import { closeCodes } from "#wire/codes.ts";
import { limits } from "#wire/limits.ts";
import { actorOfToken, arrivalOf } from "../authentication.ts";
import type { Connection, Dialect } from "../connection.ts";
import { currentActor, endInTime } from "../current_actor.ts";
import { openConversation } from "../open_conversation.ts";
import type { Realtime } from "../parts.ts";
import { topics } from "../topics.ts";
import { markedWelcome, readWelcome, sendChangedSince } from "../welcome.ts";
import { type FrameKind, senderOf } from "./frame_kind.ts";

export const idMessage: FrameKind<IdMessage> = {
  async handle(realtime, connection, frame) {
    const { hub } = realtime;
    const read = await prove(realtime, connection, frame);
    if (connection.state.kind === "closed") return;
    const { actor } = connection;
    if (!actor) throw new Refusal("unauthenticated", { reason: "socket_not_signed_in" });
    if (actor.id !== frame.senderId) {
      throw new Refusal("forbidden", { reason: "sender_mismatch" });
    }
    const dialect: Dialect = (frame.protocol ?? 0) >= 1 ? "current" : "original";
    if (connection.state.kind === "unidentified") {
      await identify(realtime, connection, { dialect, read });
    }
    if (dialect === "original") {
      for (const conversationId of connection.open) hub.unfollow(connection, conversationId);
    }
    if (frame.convId === "") return;
    const sender = senderOf(realtime, connection);
    if (sender) await openConversation(sender, { conversationId: frame.convId });
  },
};

/** A list that was read, and the moment before that, as `RecentChanges` counts. */
interface ListRead {
  groups: ConversationView[];
  moment: number;
}

/**
 * Looks up whose socket it is, unless that is known: by the cookie of the upgrade request, together
 * with the account's list, or else by the frame's token.
 */
async function prove(
  { services, changes }: Realtime,
  connection: Connection,
  { token }: IdMessage,
): Promise<ListRead | undefined> {
  const { state } = connection;
  if (state.kind !== "unidentified" || state.actor) return undefined;
  const { moment } = changes;
  connection.actorAsOf = moment;
  const arrival = state.cookie === undefined ? undefined : await arrivalOf(services, state.cookie);
  const proved = arrival?.actor ?? (token ? await actorOfToken(services, token) : undefined);
  connection.renew(proved);
  return arrival && { groups: arrival.groups, moment };
}

interface Introduction {
  dialect: Dialect;
  read?: ListRead;
}

/** Assigns a socket to the account, with everything the account is a member of. */
async function identify(
  realtime: Realtime,
  connection: Connection,
  { dialect, read }: Introduction,
): Promise<void> {
  const { services, roster, changes, presence } = realtime;
  const present = roster.get(connection.actor?.id ?? "");
  if (present && present.connections.length >= limits.socketsPerUser) {
    return connection.close(closeCodes.flooding, "too many connections");
  }
  let known = read;
  for (;;) {
    const moment = known?.moment ?? changes.moment;
    const actor = await currentActor(realtime, connection);
    if (!actor) return realtime.hub.signOut(connection, "signed_out");
    const wanted = { dialect, groups: known?.groups };
    const { welcome, sight } = await readWelcome({ ...services, actor }, realtime.epoch, wanted);
    known = undefined;
    // Reads once more only if the account or its memberships have changed meanwhile.
    if (changes.accountChangedSince(actor.id, moment)) continue;
    if (connection.state.kind !== "unidentified") return;
    const member = roster.add(connection, actor, sight);
    connection.identify(dialect, member, actor);
    endInTime(realtime, connection);
    if (welcome) {
      connection.send(markedWelcome(realtime, welcome));
      for (const id of sight.roles.keys()) connection.subscribe(topics.passive(id));
    }
    for (const conversationId of sight.roles.keys()) presence.changed(conversationId);
    return sendChangedSince(realtime, member, moment);
  }
}
