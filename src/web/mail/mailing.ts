/** How this installation sends mails, if it does. */
import type { Config } from "#kit/config.ts";
import type { Services } from "#core/context.ts";
import type { Job } from "#core/instance/jobs.ts";
import { mailJob } from "#core/mail/deliver_mails.ts";
import { openTransport } from "#core/mail/transport.ts";
import { letterWriter } from "./letters.tsx";

/** @returns no job without a mail server */
export function mailJobs(services: Services, config: Config): Job[] {
  const { mail } = config;
  if (!mail) return [];
  return [mailJob(services, { open: () => openTransport(mail), write: letterWriter(config) })];
}
