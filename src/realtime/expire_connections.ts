/** Closes sockets that are silent, have not identified themselves, or whose session is over. */
import { recordStay } from "#core/audit/looks.ts";
import { seesOthers } from "#core/permissions.ts";
import { closeCodes } from "#wire/codes.ts";
import { limits } from "#wire/limits.ts";
import { refreshAccount } from "./account_refresh.ts";
import { actorOfSession } from "./authentication.ts";
import { type Connection, userOf } from "./connection.ts";
import { endInTime } from "./current_actor.ts";
import type { Realtime } from "./parts.ts";

/**
 * Checks sessions even without a log entry, because anyone with write access to the database can
 * end one.
 */
const verifiedPerPass = 500;

/** One pass over all sockets, with one timer for all of them. */
export async function expireConnections(
  realtime: Realtime,
  connections: Iterable<Connection>,
): Promise<void> {
  const { presence, services } = realtime;
  const now = services.clock.monotonic();
  const identified: Connection[] = [];
  for (const connection of connections) {
    if (now - connection.lastReceivedAtMs > limits.silenceMs) {
      connection.close(closeCodes.silent, "silent for too long");
    } else if (connection.state.kind === "unidentified") {
      if (now - connection.openedAtMs > limits.identifyMs) {
        connection.close(closeCodes.unidentified, "no IdMessage in time");
      }
    } else {
      // A client that only listens shows that it is alive by answering a ping.
      if (now - connection.lastReceivedAtMs > limits.heartbeatMs) connection.socket?.ping();
      identified.push(connection);
      endInTime(realtime, connection);
    }
  }
  presence.cleanUp();
  // Sockets that have waited longest come first, so that each has its turn.
  const due = identified.toSorted((a, b) => a.verifiedAtMs - b.verifiedAtMs);
  for (const connection of due.slice(0, verifiedPerPass)) await verify(realtime, connection, now);
}

async function verify(realtime: Realtime, connection: Connection, now: number): Promise<void> {
  const { services, hub } = realtime;
  connection.verifiedAtMs = now;
  if (connection.state.kind !== "identified") return;
  const { member, sessionId } = connection.state;
  const actor = await actorOfSession(services, sessionId);
  if (!actor) return hub.signOut(connection, "expired");
  connection.renew(actor);
  const { user } = member;
  const isSame = actor.role === user.role && seesOthers(actor) === seesOthers(user);
  if (!isSame) return refreshAccount(realtime, member);
  member.user = userOf(actor);
  for (const conversationId of connection.open) {
    // The look of staff who stay goes on.
    if (!member.isMemberOf(conversationId))
      await recordStay({ ...services, actor }, conversationId);
  }
}
