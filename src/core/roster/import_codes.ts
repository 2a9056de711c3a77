/**
 * One-time codes for people to whom an import gave an account. Teachers issue them for accounts that
 * their course created and nobody has used, and that are staff nowhere; admins for all of these.
 */
import { accountLimits, rosterLimits } from "#wire/limits.ts";
import { bulkActById, bulkParts } from "#storage/bulk_acts.ts";
import type { Queries } from "#storage/database.ts";
import { stillWithoutPassword } from "#storage/people.ts";
import { courseStaffAmong } from "#storage/roster.ts";
import type { StoredUser } from "#storage/users.ts";
import type { Actor, Context } from "../context.ts";
import { teachersIssueCodes } from "../identity/code_rights.ts";
import { addCode } from "../identity/codes.ts";
import type { FirstCode } from "../people/first_codes.ts";
import { seesEverything } from "../permissions.ts";
import { notFound, Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { requireCourse } from "./course_rights.ts";
import { resultOf } from "./result.ts";
import type { ImportKey } from "./import_key.ts";

/**
 * Gives each of them a code, which voids their former one. The codes are returned only here.
 * @throws {Refusal} not_found, also for an import that was not applied or is undone; invalid if they
 * are too many
 */
export async function issueImportCodes(context: Context, key: ImportKey): Promise<FirstCode[]> {
  const { db, actor } = context;
  await requireCourse({ db, actor }, key.courseId);
  const people = await withoutAccess({ db, actor }, await createdBy(db, key));
  const max = accountLimits.codesAtOnce;
  if (people.length > max) {
    throw new Refusal("invalid", { reason: "codes_too_many", params: { max } });
  }
  const ids = people.map(({ id }) => id);
  const codes: FirstCode[] = [];
  for (let start = 0; start < ids.length; start += rosterLimits.rowsAtOnce) {
    const some = ids.slice(start, start + rosterLimits.rowsAtOnce);
    for (const code of await issueTo(context, key, some)) codes.push(code);
  }
  return codes;
}

function issueTo(context: Context, key: ImportKey, ids: readonly string[]): Promise<FirstCode[]> {
  return writeAs(context, signedIn, async (acting, writing) => {
    const asking = { db: writing.tx, actor: acting.actor };
    await requireCourse(asking, key.courseId);
    await requireApplied(writing.tx, key);
    const codes: FirstCode[] = [];
    for (const { id, name, email, username } of await withoutAccess(asking, ids)) {
      codes.push({ id, name, email, username, ...(await addCode(acting, writing, id)) });
    }
    return codes;
  });
}

async function requireApplied(db: Queries, { courseId, id }: ImportKey): Promise<void> {
  const act = await bulkActById(db, id);
  if (act?.courseId !== courseId || act.state !== "applied") throw notFound();
}

async function createdBy(db: Queries, key: ImportKey): Promise<string[]> {
  await requireApplied(db, key);
  return resultOf(await bulkParts(db, key.id), null).created;
}

/** Those of these people whom only a code lets in, and to whom the actor may give one. */
export async function withoutAccess(
  { db, actor }: { db: Queries; actor: Actor },
  ids: readonly string[],
): Promise<StoredUser[]> {
  const people = await stillWithoutPassword(db, ids);
  if (seesEverything(actor)) return people;
  if (!(await teachersIssueCodes(db))) return [];
  const staff = await courseStaffAmong(db, ids);
  return people.filter(({ id, role }) => role === "user" && !staff.has(id));
}
