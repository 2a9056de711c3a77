/** What ends by time: sockets that went silent, never said who they are, or whose session is over. */
import { actorOfSession } from "#core/sessions.ts";
import { closeCodes } from "#protocol/codes.ts";
import { limits } from "#protocol/limits.ts";
import type { Connection } from "./connection.ts";
import type { Realtime } from "./parts.ts";

export const sweepMs = 5_000;
/** A session may also end without anybody ending it: by its age, or a guest's. */
const verifyEveryMs = 60_000;
const verifiedPerSweep = 500;

/** One pass over all sockets, by one timer for all of them. */
export async function sweep(realtime: Realtime, connections: Iterable<Connection>): Promise<void> {
  const { presence, typing, services } = realtime;
  const now = services.clock.monotonic();
  const unverified: Connection[] = [];
  for (const connection of connections) {
    if (now - connection.heardAtMs > limits.silenceMs) {
      connection.close(closeCodes.silent, "silent for too long");
    } else if (connection.state.kind === "unidentified") {
      if (now - connection.openedAtMs > limits.identifyMs) {
        connection.close(closeCodes.unidentified, "no IdMessage in time");
      }
    } else {
      // A client that only listens is heard by its answer to a ping.
      if (now - connection.heardAtMs > limits.heartbeatMs) connection.socket?.ping();
      if (now - connection.verifiedAtMs > verifyEveryMs) unverified.push(connection);
    }
  }
  presence.sweep();
  typing.sweep();
  for (const connection of unverified.slice(0, verifiedPerSweep))
    await verify(realtime, connection, now);
}

async function verify(
  { services, hub }: Realtime,
  connection: Connection,
  now: number,
): Promise<void> {
  connection.verifiedAtMs = now;
  const sessionId = connection.actor?.sessionId;
  if (sessionId === undefined) return;
  if (!(await actorOfSession(services, sessionId))) hub.signOut(connection, "expired");
}
