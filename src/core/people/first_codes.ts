/** One-time codes for many: for everyone who has an account and no way in yet. */
import { accountLimits } from "#wire/limits.ts";
import { peopleWithoutPassword, stillWithoutPassword } from "#storage/people.ts";
import type { StoredUser } from "#storage/users.ts";
import { addCode, type SignInCode } from "../identity/codes.ts";
import type { Acting, Context } from "../context.ts";
import type { Writing } from "../log/write.ts";
import { mailLink, type MailedLinks, mailedLinks } from "../mail/send_links.ts";
import { requireMails } from "../mail/write_mail.ts";
import { Refusal } from "../refusals.ts";
import { managesPeople } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { filterOf, type PeopleQuery } from "./people.ts";

export type FirstCode = SignInCode & Pick<StoredUser, "id" | "name" | "email" | "username">;

/** Nobody else can write while so many get their codes. */
const codesPerWrite = 100;

type Chosen = Pick<PeopleQuery, "query" | "role">;

/**
 * How many people have not signed in and have no password, so that only a code lets them in.
 * @throws {Refusal} forbidden; invalid if they are too many
 */
export async function countFirstCodes(context: Context, chosen: Chosen): Promise<number> {
  return (await idsOf(context, chosen)).length;
}

/**
 * Gives each of these people a code, which voids their former one. The codes are returned only here.
 * @throws {Refusal} forbidden; invalid if they are too many
 */
export function issueFirstCodes(context: Context, chosen: Chosen): Promise<FirstCode[]> {
  return forEach(context, chosen, firstCodeFor);
}

/**
 * Sends each of them who has an address a link with a code, which voids their former one.
 * @throws {Refusal} forbidden; conflict without a mail server; invalid if they are too many
 */
export async function mailFirstLinks(context: Context, chosen: Chosen): Promise<MailedLinks> {
  requireMails(context);
  return mailedLinks(await forEach(context, chosen, mailLink));
}

/** Within another verb: a code for a person, with whom it is for. */
export async function firstCodeFor(
  acting: Acting,
  writing: Writing,
  { id, name, email, username }: StoredUser,
): Promise<FirstCode> {
  return { id, name, email, username, ...(await addCode(acting, writing, id)) };
}

async function forEach<T>(
  context: Context,
  chosen: Chosen,
  give: (acting: Acting, writing: Writing, person: StoredUser) => Promise<T>,
): Promise<T[]> {
  const ids = await idsOf(context, chosen);
  const given: T[] = [];
  for (let start = 0; start < ids.length; start += codesPerWrite) {
    const some = ids.slice(start, start + codesPerWrite);
    const toSome = await writeAs(context, managesPeople, async (acting, writing) => {
      const made: T[] = [];
      for (const person of await stillWithoutPassword(writing.tx, some)) {
        made.push(await give(acting, writing, person));
      }
      return made;
    });
    for (const one of toSome) given.push(one);
  }
  return given;
}

async function idsOf(context: Context, chosen: Chosen): Promise<string[]> {
  managesPeople(context.actor);
  const max = accountLimits.codesAtOnce;
  const ids = await peopleWithoutPassword(context.db, filterOf(chosen), max + 1);
  if (ids.length > max) throw new Refusal("invalid", { reason: "codes_too_many", params: { max } });
  return ids;
}
