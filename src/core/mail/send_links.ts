/** Sign-in links by mail, from staff: each carries a one-time code, which nobody else sees. */
import type { StoredUser } from "#storage/users.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Context } from "../context.ts";
import { recipientOf } from "../identity/code_rights.ts";
import type { Writing } from "../log/write.ts";
import { Refusal } from "../refusals.ts";
import { issuesCodes } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { requireMails, writeMail } from "./write_mail.ts";

/** How many links will be sent, and how many people have no address for one. */
export interface MailedLinks {
  mailed: number;
  withoutAddress: number;
}

/**
 * Sends a person a link with a one-time code, which voids the former one when it is sent. Who may issue a
 * code for them may do this.
 * @throws {Refusal} forbidden, not_found; conflict without a mail server or an address
 */
export async function mailSignInLink(context: Context, id: string): Promise<void> {
  requireMails(context);
  await writeAs(context, issuesCodes, async (acting, writing) => {
    const person = await recipientOf(writing.tx, acting.actor, id);
    if (await mailLink(acting, writing, person)) return;
    throw new Refusal("conflict", { reason: "mail_no_address" });
  });
}

/**
 * Within another verb, which has checked that the actor may.
 * @returns whether the person has an address to which a link will be sent
 */
export async function mailLink(
  acting: Acting,
  writing: Writing,
  { id }: Pick<StoredUser, "id">,
): Promise<boolean> {
  const actorId = acting.actor.id;
  if (!(await writeMail(acting, writing, { kind: "link", userId: id, actorId }))) return false;
  await recordAct(acting, writing, { verb: "user.mail_link", subjectId: id });
  return true;
}

/** @param each whether a link will be sent, for each person */
export function mailedLinks(each: readonly boolean[]): MailedLinks {
  const mailed = each.filter((isMailed) => isMailed).length;
  return { mailed, withoutAddress: each.length - mailed };
}
