import type { Queries } from "./database.ts";

/** A person, and a group that they keep at the top of their list. */
export interface FavouriteKey {
  userId: string;
  conversationId: string;
}

export async function favouritesOf(db: Queries, userId: string): Promise<string[]> {
  const rows = await db.all<{ conversationId: string }>`
    select conversation_id as "conversationId" from favourites
    where user_id = ${userId} order by conversation_id`;
  return rows.map(({ conversationId }) => conversationId);
}

export function insertFavourite(tx: Queries, key: FavouriteKey): Promise<number> {
  return tx.run`
    insert into favourites (user_id, conversation_id) values (${key.userId}, ${key.conversationId})
    on conflict do nothing`;
}

export function deleteFavourite(tx: Queries, key: FavouriteKey): Promise<number> {
  return tx.run`
    delete from favourites
    where user_id = ${key.userId} and conversation_id = ${key.conversationId}`;
}

/** For an account that is being deleted. */
export function deleteFavouritesOf(tx: Queries, userId: string): Promise<number> {
  return tx.run`delete from favourites where user_id = ${userId}`;
}
