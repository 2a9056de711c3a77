/** The mails that wait, and those that could not be sent, as admins see them. */
import { mailLimits } from "#wire/limits.ts";
import {
  type AddressedMail,
  countMails,
  deleteMail,
  mailById,
  type MailCounts,
  mailList,
  retryMail,
} from "#storage/mails.ts";
import type { Queries } from "#storage/database.ts";
import { recordAct } from "../audit/audit.ts";
import type { Context } from "../context.ts";
import { notFound } from "../refusals.ts";
import { managesPeople } from "../requirements.ts";
import { writeAs } from "../write_as.ts";

/** A mail in the list. Times are UTC ISO text. */
export type MailView = Omit<AddressedMail, "dueMs"> & {
  /** When it is tried next; null if it is not. */
  nextAt: string | null;
};

export interface MailList extends MailCounts {
  /** The first ones; what could not be sent comes first. */
  mails: MailView[];
}

/** @throws {Refusal} forbidden; not_found without a mail server */
export function listMails(context: Context): Promise<MailList> {
  requireMailServer(context);
  return context.db.snapshot(async (state) => {
    const mails = await mailList(state, mailLimits.listed);
    return { ...(await countsOf(state)), mails: mails.map(viewOf) };
  });
}

/** How many there are; undefined if there is nothing to show. @throws {Refusal} forbidden */
export async function mailCounts(context: Context): Promise<MailCounts | undefined> {
  managesPeople(context.actor);
  return context.sendsMails ? countsOf(context.db) : undefined;
}

/** Tries it again at once, as if it were new. @throws {Refusal} forbidden, not_found */
export function sendAgain(context: Context, id: string): Promise<void> {
  const act = async (tx: Queries, at: string) =>
    retryMail(tx, { id, at, dueMs: await context.db.now(tx) });
  return change(context, id, { verb: "mail.retry", act });
}

/** It is not sent. @throws {Refusal} forbidden, not_found */
export function dropMail(context: Context, id: string): Promise<void> {
  return change(context, id, { verb: "mail.delete", act: (tx) => deleteMail(tx, id) });
}

interface MailChange {
  verb: "mail.retry" | "mail.delete";
  act: (tx: Queries, at: string) => Promise<unknown>;
}

async function change(context: Context, id: string, { verb, act }: MailChange): Promise<void> {
  requireMailServer(context);
  await writeAs(context, managesPeople, async (acting, writing) => {
    const { tx, now } = writing;
    const mail = await mailById(tx, id);
    if (!mail) throw notFound();
    await act(tx, now);
    await recordAct(acting, writing, { verb, subjectId: mail.userId });
  });
}

function requireMailServer({ actor, sendsMails }: Context): void {
  managesPeople(actor);
  if (!sendsMails) throw notFound();
}

async function countsOf(db: Queries): Promise<MailCounts> {
  return (await countMails(db)) ?? { waiting: 0, failed: 0 };
}

function viewOf({ dueMs, ...mail }: AddressedMail): MailView {
  return { ...mail, nextAt: mail.failedAt === null ? new Date(dueMs).toISOString() : null };
}
