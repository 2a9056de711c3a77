/** How this installation sends mails, if it does. */
import type { Config } from "#kit/config.ts";
import { checkpointMailsJob } from "#core/audit/mail_checkpoints.ts";
import type { Services } from "#core/context.ts";
import type { Job } from "#core/instance/jobs.ts";
import { mailJob } from "#core/mail/deliver_mails.ts";
import { openTransport } from "#core/mail/transport.ts";
import { checkpointWriter, letterWriter } from "./letters.tsx";

/** @returns no job without a mail server */
export function mailJobs(services: Services, config: Config): Job[] {
  const { mail } = config;
  if (!mail) return [];
  const open = () => openTransport(mail);
  const jobs = [mailJob(services, { open, write: letterWriter(config) })];
  if (mail.headsTo !== undefined) {
    const mailing = { open, to: mail.headsTo, write: checkpointWriter(config) };
    jobs.push(checkpointMailsJob(services, mailing));
  }
  return jobs;
}
