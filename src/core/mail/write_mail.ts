/** Mails are written in the transaction that causes them, and sent after its commit by a job. */
import { uuidv7 } from "#kit/ids.ts";
import { insertMail, insertMailIfUsed, type MailKind } from "#storage/mails.ts";
import type { Services } from "../context.ts";
import type { Writing } from "../log/write.ts";
import { Refusal } from "../refusals.ts";

export interface MailOrder {
  kind: MailKind;
  userId: string;
  /** The member of staff who causes it; null if the receiver does. */
  actorId: string | null;
}

type Writer = Pick<Services, "db" | "clock" | "random" | "sendsMails">;

/**
 * That a code was given out concerns only the owner of an account that is in use.
 * @returns whether it will be sent: there is a mail server, and the person has an active account with an
 * address, which is no guest's
 */
export async function writeMail(
  { db, clock, random, sendsMails }: Writer,
  { tx, now }: Writing,
  order: MailOrder,
): Promise<boolean> {
  if (!sendsMails) return false;
  const id = uuidv7(clock.now(), random);
  const mail = { ...order, id, at: now, dueMs: await db.now(tx) };
  const insert = order.kind === "code" ? insertMailIfUsed : insertMail;
  return (await insert(tx, mail)) > 0;
}

/** @throws {Refusal} conflict, without a mail server */
export function requireMails({ sendsMails }: Pick<Services, "sendsMails">): void {
  if (!sendsMails) throw new Refusal("conflict", { reason: "mail_off" });
}
