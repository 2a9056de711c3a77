/** Who has to do with moderation as staff: admins, teachers, and all tutors. */
import { holdsAnyOffice } from "#storage/scope.ts";
import type { Context } from "../context.ts";
import { seesOthers } from "../permissions.ts";
import { notFound } from "../refusals.ts";

/**
 * Tutors who see only their own groups decide there, and are staff nowhere else. On what, the queries know.
 * @throws {Refusal} not_found, for all others: to them, these pages do not exist
 */
export async function requireModerator({ actor, db }: Pick<Context, "actor" | "db">) {
  if (!seesOthers(actor) && !(await holdsAnyOffice(db, actor.id))) throw notFound();
}
