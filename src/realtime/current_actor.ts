/** Who a socket is of, as long as its session lives. */
import { errorFields } from "#kit/logger.ts";
import type { Actor } from "#core/context.ts";
import { actorOfSession } from "./authentication.ts";
import type { Connection } from "./connection.ts";
import type { Realtime } from "./parts.ts";

/** How often all sockets are looked at. */
export const expiryCheckMs = 5_000;

/** As it was read at the upgrade, or again when that may not hold any more. */
export async function currentActor(
  { services, changes }: Realtime,
  connection: Connection,
): Promise<Actor | undefined> {
  const { actor } = connection;
  const isOver = actor !== undefined && actor.endsAtMs <= services.clock.now();
  if (!actor || (!isOver && !changes.accountChangedSince(actor.id, connection.actorAsOf)))
    return actor;
  connection.actorAsOf = changes.moment;
  const current = await actorOfSession(services, actor.sessionId);
  connection.renew(current);
  return current;
}

/**
 * A session may end without anybody ending it: by its age, or a guest's. Most have weeks to go: only
 * who ends before the next check is given a timer.
 */
export function endInTime(realtime: Realtime, connection: Connection): void {
  const { clock, logger } = realtime.services;
  const leftMs = (connection.actor?.endsAtMs ?? Infinity) - clock.now();
  if (leftMs > expiryCheckMs) return;
  clock.after(Math.max(0, leftMs), () => {
    endIfOver(realtime, connection).catch((error: unknown) =>
      logger.error("session.end_failed", errorFields(error)),
    );
  });
}

async function endIfOver(realtime: Realtime, connection: Connection): Promise<void> {
  const actor = await currentActor(realtime, connection);
  if (!actor && connection.state.kind !== "closed") realtime.hub.signOut(connection, "expired");
}
