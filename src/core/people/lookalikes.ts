/**
 * Names that look like that of a member of staff. Nobody may choose one, so that no student writes as
 * the teacher; staff who give someone a name only learn of it, because people do share names.
 */
import { foldText } from "#wire/fold.ts";
import type { Queries } from "#storage/database.ts";
import { staffNamesNear } from "#storage/staff_names.ts";
import type { Writing } from "../log/write.ts";
import { Refusal } from "../refusals.ts";
import { prototypeOf } from "./confusables.ts";

/** In front of a name, in folded text. */
const titles = /^(?:(?:prof|professor|professorin|dr|pd)\b[. ]*)+/;

/**
 * What of a name the eye compares: as it is, by the shapes of its letters, and by those of its small
 * letters (UTS #39, section 4). Case, accents, spaces, signs and titles make no difference.
 */
function keysOf(name: string): string[] {
  const shapes = (text: string) => Array.from(text.normalize("NFKC"), prototypeOf).join("");
  return [name, shapes(name), shapes(name.toLowerCase())].map((text) => {
    const folded = foldText(text);
    const bare = folded.replace(titles, "").replaceAll(/[^\p{L}\p{N}]+/gu, "");
    return bare === "" ? folded : bare;
  });
}

/** @returns a function that finds the name among these that another one looks like */
export function lookalikeFinder(names: readonly string[]): (name: string) => string | undefined {
  const known = names.map((name) => ({ name, keys: keysOf(name) }));
  return (name) => {
    const keys = keysOf(name);
    return known.find((one) => one.keys.some((key, index) => key === keys[index]))?.name;
  };
}

/**
 * The name of an admin, or of staff of a course of the person, that a name looks like.
 * @param person who has it, or is to have it; in the state of the database that is asked
 */
export async function staffNameLike(
  db: Queries,
  { id, name, now }: { id: string; name: string; now: string },
): Promise<string | undefined> {
  const staff = await staffNamesNear(db, { userId: id, now });
  return lookalikeFinder(staff)(name);
}

/**
 * For a name that people choose themselves, after it was stored in this transaction.
 * @throws {Refusal} conflict, field `name`
 */
export async function requireOwnName(
  { tx, now }: Writing,
  { id, name }: { id: string; name: string },
): Promise<void> {
  if ((await staffNameLike(tx, { id, name, now })) === undefined) return;
  throw new Refusal("conflict", { field: "name", reason: "name_of_staff" });
}
