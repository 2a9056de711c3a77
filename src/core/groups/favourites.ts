/** The groups that people keep at the top of their own lists. */
import { deleteFavourite, favouritesOf, insertFavourite } from "#storage/favourites.ts";
import type { Context } from "../context.ts";
import { signedIn } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { getGroup } from "./groups.ts";

/** The ids of the actor's favourites; they may name groups that the actor no longer sees. */
export function listFavourites({ db, actor }: Context): Promise<string[]> {
  return favouritesOf(db, actor.id);
}

/** @throws {Refusal} not_found, also when the actor may not see the group */
export function setFavourite(
  context: Context,
  { conversationId, favourite }: { conversationId: string; favourite: boolean },
): Promise<void> {
  return writeAs(context, signedIn, async ({ actor }, { tx }) => {
    await getGroup({ db: tx, actor }, conversationId);
    const key = { userId: actor.id, conversationId };
    await (favourite ? insertFavourite(tx, key) : deleteFavourite(tx, key));
  });
}
