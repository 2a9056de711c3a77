/** A forgotten password, where mails are sent: a link to the address of the account. */
import { personLimits } from "#wire/limits.ts";
import { addressKey } from "#wire/fold.ts";
import { credentialsByTyped } from "#storage/identities.ts";
import { writeMeta } from "#storage/meta.ts";
import { attemptOrRefuse } from "../attempts.ts";
import type { Services } from "../context.ts";
import { writeLogged } from "../log/write.ts";
import { notFound, Refusal } from "../refusals.ts";
import { requireLength } from "../valid_text.ts";
import { writeMail } from "./write_mail.ts";

export interface ForgottenPassword {
  /** The address or username, as it was typed. */
  typed: string;
  /** The network address of the request. */
  address: string;
}

/**
 * Sends a link with which the owner of an account chooses a new password, to the account's own address.
 * Answer and work are the same whether there is such an account: one read, one write, one commit. A mail
 * takes its time by a job.
 * @throws {Refusal} not_found without a mail server; invalid (field `email`); limited
 */
export async function askForLink(
  services: Services,
  { typed, address }: ForgottenPassword,
): Promise<void> {
  if (!services.sendsMails) throw notFound();
  const key = addressKey(typed);
  if (key === "") throw new Refusal("invalid", { field: "email", reason: "email_missing" });
  requireLength("email", typed, { max: personLimits.emailChars, reason: "email_long" });
  const { linksByAddress, linksByTyped, linksInAll } = services.rates;
  await attemptOrRefuse(linksByAddress, address, "link_too_often");
  await attemptOrRefuse(linksInAll, "all", "link_too_often");
  await attemptOrRefuse(linksByTyped, key, "link_too_often");
  await writeLogged(services, async (writing) => {
    const account = await credentialsByTyped(writing.tx, typed);
    // An id that no account has takes as long.
    const userId = account?.id ?? "nobody";
    await writeMail(services, writing, { kind: "reset", userId, actorId: null });
    // Without it, a transaction for nobody would commit nothing, and be faster.
    await writeMeta(writing.tx, "link_asked", writing.now);
  });
}
