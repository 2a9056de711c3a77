import { adapterOf, type Places } from "#storage/open.ts";

/**
 * @returns whether there is a database to delete
 * @throws {DatabaseError} when it is not a database of Team Chat
 */
export function mayDropDatabase(places: Places): Promise<boolean> {
  return adapterOf(places).assertMayBeDropped();
}

/**
 * Deletes the database but not the secrets. The caller has checked `mayDropDatabase`, and holds the
 * exclusive lock.
 */
export function dropDatabase(places: Places): Promise<void> {
  return adapterOf(places).drop();
}
