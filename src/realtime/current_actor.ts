/** The actor of a socket, as long as its session lives. */
import { errorFields } from "#kit/logger.ts";
import type { Actor } from "#core/context.ts";
import { actorOfSession } from "./authentication.ts";
import type { Connection } from "./connection.ts";
import type { Realtime } from "./parts.ts";

/** How often all sockets are checked. */
export const expiryCheckMs = 5_000;

/** As read at the upgrade, or read again if that may be out of date. */
export async function currentActor(
  { services, changes }: Realtime,
  connection: Connection,
): Promise<Actor | undefined> {
  const { actor } = connection;
  if (!actor) return undefined;
  const isOver = actor.endsAtMs <= services.clock.now();
  if (!isOver && !changes.accountChangedSince(actor.id, connection.actorAsOf)) return actor;
  return readAgain({ services, changes }, connection, actor);
}

async function readAgain(
  { services, changes }: Pick<Realtime, "services" | "changes">,
  connection: Connection,
  actor: Actor,
): Promise<Actor | undefined> {
  connection.actorAsOf = changes.moment;
  const current = await actorOfSession(services, actor.sessionId);
  connection.renew(current);
  return current;
}

/**
 * A session may end without any event, because of its age or a guest's. Most have weeks left, so
 * only those that end before the next check get a timer.
 */
export function endInTime(realtime: Realtime, connection: Connection): void {
  const { clock, logger } = realtime.services;
  const leftMs = (connection.actor?.endsAtMs ?? Infinity) - clock.now();
  if (leftMs > expiryCheckMs) return;
  clock.after(leftMs, () => {
    endIfOver(realtime, connection).catch((error: unknown) =>
      logger.error("session.end_failed", errorFields(error)),
    );
  });
}

async function endIfOver(realtime: Realtime, connection: Connection): Promise<void> {
  const actor = await currentActor(realtime, connection);
  if (!actor) realtime.hub.signOut(connection, "expired");
}
