/** The web application with a real mail server. */
import { deliverMails } from "#core/mail/deliver_mails.ts";
import { openTransport } from "#core/mail/transport.ts";
import { letterWriter } from "#web/mail/letters.tsx";
import { mailServer, type MailServer, type ReceivedMail } from "./mail_server.ts";
import { testWeb, type TestWeb, type TestWebOptions } from "./web.ts";

export interface MailWorld {
  web: TestWeb;
  server: MailServer;
  /** Sends what is due. @returns what arrived meanwhile */
  deliver(): Promise<ReceivedMail[]>;
  /** The next attempt of what waits is due now. */
  hurry(): Promise<void>;
  dispose(): Promise<void>;
}

export const mailFrom = "team-chat@uni.example.edu";

export async function mailWorld(options: TestWebOptions = {}): Promise<MailWorld> {
  const server = await mailServer();
  const env = { SMTP_URL: server.url, MAIL_FROM: mailFrom, ...options.env };
  const web = testWeb({ ...options, env });
  const { config, db } = web.services;
  const mailing = { open: () => openTransport(config.mail!), write: letterWriter(config) };
  return {
    web,
    server,
    async deliver() {
      const before = server.mails.length;
      await deliverMails(web.services, mailing);
      return server.mails.slice(before);
    },
    async hurry() {
      await db.transaction((tx) => tx.run`update mails set due_ms = 0`);
    },
    async dispose() {
      web.services.dispose();
      await server.close();
    },
  };
}

/** The address in a mail that opens something. */
export function linkIn({ text }: Pick<ReceivedMail, "text">): URL {
  const found = /https?:\S+#\S+/.exec(text)?.[0];
  if (!found) throw new Error(`The mail has no link:\n${text}`);
  return new URL(found);
}

export const codeIn = (mail: Pick<ReceivedMail, "text">) => linkIn(mail).hash.slice(1);
