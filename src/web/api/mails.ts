/** Mails that wait to be sent, for admins. Without a mail server these routes answer 404. */
import { z } from "zod";
import { dropMail, listMails, type MailView, sendAgain } from "#core/mail/manage_mails.ts";
import { mailLimits } from "#wire/limits.ts";
import { pathId } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import * as schemas from "./schemas.ts";

const tag = "Emails";
const policy = "staff";

const mail = z
  .object({
    id: z.string(),
    kind: z.enum(["link", "reset", "code"]).meta({
      description:
        "A sign-in link from staff, a link that the receiver asked for, or a message that staff have created a one-time code",
    }),
    user_id: z.string(),
    name: z.string(),
    email: z.string(),
    created_at: schemas.time,
    tries: schemas.wholeNumber,
    next_at: schemas.time.nullable().meta({ description: "Null if it could not be sent" }),
    failed_at: schemas.time.nullable(),
    error: z.string().nullable().meta({ description: "What the mail server said last" }),
  })
  .meta({ id: "Mail" });

const list = z.object({
  waiting: schemas.wholeNumber,
  failed: schemas.wholeNumber,
  mails: z.array(mail).meta({
    description: `The first ${mailLimits.listed}; those that could not be sent come first`,
  }),
});

export const mailApi = [
  endpoint({
    method: "GET",
    path: "/api/mails",
    policy,
    tag,
    summary: "List emails that wait and those that could not be sent; what was sent is not kept",
    answer: list,
    async handle({ context }) {
      const { waiting, failed, mails } = await listMails(context);
      return { waiting, failed, mails: mails.map(mailOf) };
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/mails/:id/retry",
    policy,
    tag,
    summary: "Send an email again at once",
    handle: (visit) => sendAgain(visit.context, pathId(visit)),
  }),
  endpoint({
    method: "DELETE",
    path: "/api/mails/:id",
    policy,
    tag,
    summary: "Delete an email, which is then not sent",
    handle: (visit) => dropMail(visit.context, pathId(visit)),
  }),
];

function mailOf(of: MailView): z.output<typeof mail> {
  return {
    id: of.id,
    kind: of.kind,
    user_id: of.userId,
    name: of.name,
    email: of.email,
    created_at: of.createdAt,
    tries: of.tries,
    next_at: of.nextAt,
    failed_at: of.failedAt,
    error: of.error,
  };
}
