/** Who may issue a one-time code for whom: asked when it is issued, and again when it is used. */
import { codeFacts } from "#storage/codes.ts";
import type { Queries } from "#storage/database.ts";
import { isInCourseOf } from "#storage/known_people.ts";
import { readMeta } from "#storage/meta.ts";
import { personById, type StoredPerson } from "#storage/people.ts";
import type { Context } from "../context.ts";
import { type AccountForCode, mayIssueCode, seesEverything } from "../permissions.ts";
import { notFound, Refusal } from "../refusals.ts";
import { issuesCodes } from "../requirements.ts";

type Issuer = Pick<Context["actor"], "id" | "role">;

/** Of an account whose issuer is no admin, everything counts that is so at this moment. */
export async function issuerMay(db: Queries, issuer: Issuer, userId: string): Promise<boolean> {
  const account = await accountForCode(db, issuer.id, userId);
  return account !== undefined && mayIssueCode(issuer, account);
}

async function accountForCode(
  db: Queries,
  issuerId: string,
  userId: string,
): Promise<AccountForCode | undefined> {
  const facts = await codeFacts(db, { issuerId, userId });
  return (
    facts && {
      id: facts.id,
      wasInUse: facts.wasInUse === 1,
      isOfOwnCourse: facts.isOfOwnCourse === 1,
      isStaff: facts.isStaff === 1,
      isElsewhere: facts.isElsewhere === 1,
      teachersMay: await teachersIssueCodes(db),
    }
  );
}

/** Whether teachers issue codes at all, which an admin decides. */
export async function teachersIssueCodes(db: Queries): Promise<boolean> {
  return (await readMeta(db, "teacher_codes")) !== "off";
}

/**
 * The person for whom the actor may issue a code.
 * @throws {Refusal} not_found also for people whom the actor does not know; forbidden
 */
export function codeRecipient({ actor, db }: Context, id: string): Promise<StoredPerson> {
  issuesCodes(actor);
  return db.snapshot((state) => recipientOf(state, actor, id));
}

/** The same within the transaction that issues it. */
export async function recipientOf(
  db: Queries,
  actor: Context["actor"],
  id: string,
): Promise<StoredPerson> {
  const person = await personById(db, id);
  const isKnown =
    seesEverything(actor) || (await isInCourseOf(db, { viewerId: actor.id, personId: id }));
  if (!person || !isKnown) throw notFound();
  if (person.role === "guest") throw new Refusal("forbidden", { reason: "code_for_guest" });
  if (await issuerMay(db, actor, id)) return person;
  const reason = id === actor.id ? "code_for_self" : "code_by_admin";
  throw new Refusal("forbidden", { reason });
}
