/** Hands mails over to the installation's mail server. */
import { createTransport } from "nodemailer";
import type { MailServer, MailSettings } from "#kit/mail_settings.ts";

export interface Letter {
  subject: string;
  text: string;
  html: string;
}

export interface AddressedLetter extends Letter {
  to: { name: string; address: string };
  /** The name beside the address that it comes from. */
  sender: string;
}

/** What became of a mail. An `error` is what the server said, or what kept us from it. */
export type Outcome =
  | { kind: "sent" }
  /** This mail is refused, for now or for good. */
  | { kind: "later" | "never"; error: string }
  /** No mail can be sent. */
  | { kind: "unreachable"; error: string };

export interface Transport {
  send(letter: AddressedLetter): Promise<Outcome>;
  close(): void;
}

const connectMs = 10_000;
/** How long the server may take for a single answer. */
const silentMs = 30_000;
/** How long one mail may take as a whole. */
export const sendMs = 60_000;

/**
 * Nothing connects before the first mail; one connection serves all.
 * @param certificates of authorities to trust, as PEM, instead of the system's
 */
export function openTransport({ server, from }: MailSettings, certificates?: string): Transport {
  const { host, port, security, login } = server;
  const pool = createTransport({
    host,
    port,
    pool: true,
    maxConnections: 1,
    maxRequeues: 1,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    tls: { minVersion: "TLSv1.2", ...(certificates !== undefined && { ca: certificates }) },
    ...(login && { auth: { user: login.user, pass: login.password } }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silentMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, sender, subject, text, html }) {
      try {
        await pool.sendMail({
          from: { name: oneLine(sender), address: from },
          to: { name: oneLine(to.name), address: to.address },
          // Only this address, whatever the headers say.
          envelope: { from, to: [to.address] },
          subject: oneLine(subject),
          text,
          html,
          signal: AbortSignal.timeout(sendMs),
          // Nobody's absence is answered to (RFC 3834, section 5).
          headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
        });
        return { kind: "sent" };
      } catch (error) {
        return outcomeOf(error, server);
      }
    },
    close: () => pool.close(),
  };
}

/** A name may come from another system; a line break would begin another header. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

interface MailError {
  message: string;
  /** What failed, as nodemailer names it. */
  code?: string;
  /** The server's answer (RFC 5321, section 4.2), and to which command. */
  response?: string;
  responseCode?: number;
  command?: string;
}

function outcomeOf(error: unknown, { login }: MailServer): Outcome {
  const { code = "", command, message, response = message, responseCode = 0 } = error as MailError;
  const said = login ? response.replaceAll(login.password, "…") : response;
  // Anything but a refusal of the receiver or the text would happen to every mail.
  const isOfThisMail = (code === "EENVELOPE" && command !== "MAIL FROM") || code === "EMESSAGE";
  if (!isOfThisMail) return { kind: "unreachable", error: said };
  return { kind: responseCode >= 500 ? "never" : "later", error: said };
}
