/**
 * Sends what waits. A code is made for each attempt and stored as a hash before the mail leaves; it
 * voids the one of an attempt before. A mail whose sender died may be sent twice: its last code works.
 */
import { mailAddress } from "#kit/settings.ts";
import { mailLimits, accountLimits } from "#wire/limits.ts";
import { deleteCodeByHash } from "#storage/codes.ts";
import {
  deleteMail,
  failMail,
  type MailKind,
  nextMail,
  postponeMail,
  postponeMails,
  type StoredMail,
  takeMail,
} from "#storage/mails.ts";
import { type StoredUser, userById, userInUse } from "#storage/users.ts";
import type { Services } from "../context.ts";
import { issuerMay } from "../identity/code_rights.ts";
import { type MadeCode, storeCode } from "../identity/codes.ts";
import type { Job } from "../instance/jobs.ts";
import { type Writing, writeLogged } from "../log/write.ts";
import { type AddressedLetter, type Outcome, sendMs, type Transport } from "./transport.ts";

/** What a mail is to say. */
export interface MailToWrite {
  kind: MailKind;
  receiver: Pick<StoredUser, "name" | "email" | "username" | "locale">;
  /** The member of staff who caused it. */
  actorName?: string;
  /** Missing if the mail only says that there is one. */
  code?: MadeCode;
}

export interface Mailing {
  open: () => Transport;
  write: (mail: MailToWrite) => Omit<AddressedLetter, "to">;
}

/** An attempt is over by then, even one whose server died. */
const takenMs = 2 * sendMs;
const firstRetryMs = 60_000;
const longestRetryMs = 3_600_000;
/** How often the server looks for mails that are due. */
const lookMs = 1_000;

/** Sends what is due, on one server at a time. */
export function mailJob(services: Services, mailing: Mailing): Job {
  const { db } = services;
  return {
    name: "mails",
    everyMs: lookMs,
    isWanted: async () => (await nextMail(db, await db.now(db))) !== undefined,
    run: () => deliverMails(services, mailing),
  };
}

/** Until none is due, or the mail server cannot be reached. */
export async function deliverMails(services: Services, { open, write }: Mailing): Promise<void> {
  const transport = open();
  try {
    for (;;) {
      const mail = await writeLogged(services, (writing) => takeNext(services, writing));
      if (mail === "none") return;
      if (mail === "dropped") continue;
      const { receiver } = mail;
      const to = { name: receiver.name, address: receiver.email };
      const outcome: Outcome = mailAddress(receiver.email)
        ? await transport.send({ ...write(mail), to })
        : { kind: "never", error: "The address has characters that no mail can be sent to." };
      const event = await writeLogged(services, (writing) =>
        settle(services, writing, { mail, outcome }),
      );
      const { id, kind } = mail.stored;
      const say = outcome.kind === "sent" ? "info" : "warn";
      services.logger[say](event, { mail: id, kind, tries: mail.stored.tries + 1 });
      if (outcome.kind === "unreachable") return;
    }
  } finally {
    transport.close();
  }
}

type TakenMail = MailToWrite & { stored: StoredMail; receiver: StoredUser };

/** Everything is asked again, because it may have changed since the mail was written. */
async function takeNext(
  services: Services,
  writing: Writing,
): Promise<TakenMail | "none" | "dropped"> {
  const { tx, now } = writing;
  const nowMs = await services.db.now(tx);
  const stored = await nextMail(tx, nowMs);
  if (!stored) return "none";
  const { id, kind, userId, actorId } = stored;
  const receiver = await userInUse(tx, { id: userId, now });
  const actor = actorId === null ? undefined : await userById(tx, actorId);
  const isGone = !receiver || receiver.email === "" || receiver.role === "guest";
  if (isGone || (kind === "link" && !(actor && (await issuerMay(tx, actor, userId))))) {
    await deleteMail(tx, id);
    return "dropped";
  }
  const issuerId = kind === "link" ? (actorId ?? userId) : userId;
  const code =
    kind === "code" ? undefined : await storeCode(services, writing, { userId, issuerId });
  await takeMail(tx, { id, untilMs: nowMs + takenMs });
  return { stored, kind, receiver, code, ...(actor && { actorName: actor.name }) };
}

/** @returns what to log */
async function settle(
  { db }: Services,
  { tx, now }: Writing,
  { mail: { stored, code }, outcome }: { mail: TakenMail; outcome: Outcome },
): Promise<string> {
  const { id, kind } = stored;
  const tries = stored.tries + 1;
  if (outcome.kind === "sent") {
    await deleteMail(tx, id);
    return "mail.sent";
  }
  if (code) await deleteCodeByHash(tx, code.hash);
  const error = storable(outcome.error, code);
  const nowMs = await db.now(tx);
  const dueMs = nowMs + Math.min(longestRetryMs, firstRetryMs * 2 ** (tries - 1));
  const isLate = Date.parse(stored.createdAt) + triedMs(kind) <= dueMs;
  const isOver = outcome.kind === "never" || isLate;
  if (isOver) await failMail(tx, { id, at: now, error });
  else await postponeMail(tx, { id, dueMs, error });
  if (outcome.kind === "unreachable") await postponeMails(tx, { nowMs, dueMs });
  return isOver ? "mail.failed" : "mail.postponed";
}

/** A link that someone asked for is of no use to them days later. */
function triedMs(kind: MailKind): number {
  return kind === "reset" ? accountLimits.ownCodeLifeMs : mailLimits.triedMs;
}

/** A server may repeat what it was sent; a code is not stored. */
function storable(error: string, code: MadeCode | undefined): string {
  const said = code ? error.replaceAll(code.code, "…") : error;
  return said.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").slice(0, mailLimits.errorChars);
}
