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
import type { Acting, Actor, Context } from "../context.ts";
import { teachersIssueCodes } from "../identity/code_rights.ts";
import type { Writing } from "../log/write.ts";
import { mailLink, type MailedLinks, mailedLinks } from "../mail/send_links.ts";
import { requireMails } from "../mail/write_mail.ts";
import { type FirstCode, firstCodeFor } from "../people/first_codes.ts";
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
export function issueImportCodes(context: Context, key: ImportKey): Promise<FirstCode[]> {
  return forEach(context, key, firstCodeFor);
}

/**
 * Sends each of them who has an address a link with a code, which voids their former one.
 * @throws {Refusal} the same; conflict without a mail server
 */
export async function mailImportLinks(context: Context, key: ImportKey): Promise<MailedLinks> {
  requireMails(context);
  return mailedLinks(await forEach(context, key, mailLink));
}

type Give<T> = (acting: Acting, writing: Writing, person: StoredUser) => Promise<T>;

async function forEach<T>(context: Context, key: ImportKey, give: Give<T>): Promise<T[]> {
  const { db, actor } = context;
  await requireCourse({ db, actor }, key.courseId);
  const people = await withoutAccess({ db, actor }, await createdBy(db, key));
  const max = accountLimits.codesAtOnce;
  if (people.length > max) {
    throw new Refusal("invalid", { reason: "codes_too_many", params: { max } });
  }
  const ids = people.map(({ id }) => id);
  const given: T[] = [];
  for (let start = 0; start < ids.length; start += rosterLimits.rowsAtOnce) {
    const some = ids.slice(start, start + rosterLimits.rowsAtOnce);
    const toSome = await writeAs(context, signedIn, async (acting, writing) => {
      const asking = { db: writing.tx, actor: acting.actor };
      await requireCourse(asking, key.courseId);
      await requireApplied(writing.tx, key);
      const made: T[] = [];
      for (const person of await withoutAccess(asking, some)) {
        made.push(await give(acting, writing, person));
      }
      return made;
    });
    for (const one of toSome) given.push(one);
  }
  return given;
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
