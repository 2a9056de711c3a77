/** One-time codes for many: for everyone who has an account and no way in yet. */
import { accountLimits } from "#wire/limits.ts";
import { peopleWithoutPassword, stillWithoutPassword } from "#storage/people.ts";
import type { StoredUser } from "#storage/users.ts";
import { addCode, type SignInCode } from "../identity/codes.ts";
import type { Context } from "../context.ts";
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
export async function issueFirstCodes(context: Context, chosen: Chosen): Promise<FirstCode[]> {
  const ids = await idsOf(context, chosen);
  const codes: FirstCode[] = [];
  for (let start = 0; start < ids.length; start += codesPerWrite) {
    const some = ids.slice(start, start + codesPerWrite);
    for (const code of await issueTo(context, some)) codes.push(code);
  }
  return codes;
}

function issueTo(context: Context, ids: readonly string[]): Promise<FirstCode[]> {
  return writeAs(context, managesPeople, async (acting, writing) => {
    const codes: FirstCode[] = [];
    for (const person of await stillWithoutPassword(writing.tx, ids)) {
      const { id, name, email, username } = person;
      codes.push({ id, name, email, username, ...(await addCode(acting, writing, id)) });
    }
    return codes;
  });
}

async function idsOf(context: Context, chosen: Chosen): Promise<string[]> {
  managesPeople(context.actor);
  const max = accountLimits.codesAtOnce;
  const ids = await peopleWithoutPassword(context.db, filterOf(chosen), max + 1);
  if (ids.length > max) throw new Refusal("invalid", { reason: "codes_too_many", params: { max } });
  return ids;
}
