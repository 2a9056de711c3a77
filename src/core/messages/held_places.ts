/** Where messages wait for approval. */
import { waitingPlaces, type WaitingPlace } from "#storage/held_places.ts";
import type { Context } from "../context.ts";

export type { WaitingPlace };

/** The groups in which messages wait that the actor decides on. Their names are no look. */
export function listWaitingPlaces({ actor, db }: Context): Promise<WaitingPlace[]> {
  return waitingPlaces(db, actor.id);
}
