import type { Scope } from "#storage/scope.ts";
import type { Actor } from "./context.ts";
import { seesEverything } from "./permissions.ts";

/** The viewer as queries need to know them. */
export function scopeOf(actor: Actor): Scope {
  const { id: userId, office } = actor;
  return { userId, seesAll: seesEverything(actor), isCourseStaff: office !== undefined };
}
