import { adapterOf, type Places } from "#storage/open.ts";

/**
 * @returns whether there is a database to delete
 * @throws {DatabaseError} when what is there is no database of Team Chat
 */
export function mayDropDatabase(places: Places): Promise<boolean> {
  return adapterOf(places).assertMayBeDropped();
}

/**
 * Deletes the database. Secrets stay. The caller has asked `mayDropDatabase`, and holds the database
 * alone.
 */
export function dropDatabase(places: Places): Promise<void> {
  return adapterOf(places).drop();
}
