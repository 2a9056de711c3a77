/** Updates an account's sockets after the account has changed. */
import type { Actor } from "#core/context.ts";
import { actorOfSession } from "./authentication.ts";
import { type OnlineMember, userOf } from "./connection.ts";
import type { Realtime } from "./parts.ts";
import { topics } from "./topics.ts";
import { markedWelcome, readWelcome, sendChangedSince } from "./welcome.ts";

/** Reads an account again, and once more only if it has changed meanwhile. */
export async function refreshAccount(realtime: Realtime, member: OnlineMember): Promise<void> {
  const { services, roster, changes, epoch } = realtime;
  for (;;) {
    const { moment } = changes;
    const actor = await livingActor(realtime, member);
    if (!actor) return;
    const read = await readWelcome({ ...services, actor }, epoch, { dialect: "current" });
    // Its last socket closed during the read and removed it from the roster.
    if (roster.get(actor.id) !== member) return;
    if (changes.accountChangedSince(actor.id, moment)) continue;
    become(realtime, member, { actor, ...read });
    return sendChangedSince(realtime, member, moment);
  }
}

/** Each device depends on its own session; a live one gives the current account. */
async function livingActor(
  { services, hub }: Realtime,
  member: OnlineMember,
): Promise<Actor | undefined> {
  const bySession = Map.groupBy(member.connections, ({ actor }) => actor?.sessionId ?? "");
  let current: Actor | undefined;
  for (const [sessionId, connections] of bySession) {
    const actor = await actorOfSession(services, sessionId);
    if (!actor) for (const connection of connections) hub.signOut(connection, "signed_out");
    current ??= actor;
  }
  return current;
}

type Read = Awaited<ReturnType<typeof readWelcome>> & { actor: Actor };

function become(realtime: Realtime, member: OnlineMember, { actor, sight, welcome }: Read): void {
  const { hub, roster } = realtime;
  const before = member.conversationIds();
  member.user = userOf(actor);
  roster.setSight(member, sight);
  for (const connection of member.connections) {
    for (const id of [...connection.open, ...before]) {
      if (member.sees(id)) continue;
      hub.unfollow(connection, id);
      connection.unsubscribe(topics.passive(id));
    }
    if (connection.state.kind !== "identified" || connection.state.dialect === "original") continue;
    if (!welcome) continue;
    connection.send(markedWelcome(realtime, welcome));
    for (const id of sight.roles.keys()) {
      if (!connection.open.includes(id)) connection.subscribe(topics.passive(id));
    }
  }
}
