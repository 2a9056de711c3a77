/** The texts of mails, plain and as simple HTML, in the receiver's language. */
import { renderToString } from "preact-render-to-string";
import type { Config } from "#kit/config.ts";
import { headOf } from "#core/audit/checkpoints.ts";
import type { CheckpointMailing } from "#core/audit/mail_checkpoints.ts";
import type { MailToWrite } from "#core/mail/deliver_mails.ts";
import type { AddressedLetter } from "#core/mail/transport.ts";
import { textsOf } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";
import { timeText } from "#ui/text/time_text.ts";
import { identityOf } from "../http/identity.ts";

/** A paragraph: words, or an address to open. */
type Paragraph = string | { href: string };

type Written = Omit<AddressedLetter, "to">;

export function letterWriter(config: Config): (mail: MailToWrite) => Written {
  return (mail) => {
    const locale = mail.receiver.locale ?? config.mail?.locale ?? "en";
    const texts = textsOf(locale);
    const sender = identityOf(config).name ?? texts.common.productName;
    const subject = format(texts.mail[`${mail.kind}Subject`], { chat: chatName(sender, texts) });
    const said: Paragraph[] = [
      format(texts.mail.hello, { name: mail.receiver.name }),
      ...paragraphsOf(config, mail, locale),
      texts.mail.noAnswer,
    ];
    return { sender, subject, text: plain(said), html: html(said, locale) };
  };
}

/** The mail with the code of a checkpoint, in the language of the installation's mails. */
export function checkpointWriter(config: Config): CheckpointMailing["write"] {
  return (checkpoint) => {
    const locale = config.mail?.locale ?? "en";
    const texts = textsOf(locale);
    const sender = identityOf(config).name ?? texts.common.productName;
    const chat = chatName(sender, texts);
    const time = timeText(checkpoint.at, { look: "moment", locale, zone: "UTC" });
    const said = [
      format(texts.mail.headLead, { chat, time, entry: checkpoint.number }),
      headOf(checkpoint),
      texts.mail.headKeep,
      texts.mail.noAnswer,
    ];
    const subject = format(texts.mail.headSubject, { chat });
    return { sender, subject, text: plain(said), html: html(said, locale) };
  };
}

/** `Team Chat`, or `Team Chat (Example University)`. */
function chatName(sender: string, { common }: ReturnType<typeof textsOf>): string {
  return sender === common.productName ? sender : `${common.productName} (${sender})`;
}

function paragraphsOf(config: Config, mail: MailToWrite, locale: "en" | "de"): Paragraph[] {
  const { mail: texts } = textsOf(locale);
  const actor = mail.actorName ?? texts.someone;
  const { code, receiver } = mail;
  if (!code) {
    const { help } = identityOf(config);
    const ask = help ? `${texts.codeUnexpected} ${help.label}.` : texts.codeAsk;
    return [format(texts.codeLead, { actor }), ask];
  }
  const page = new URL("/join", config.publicUrl).href;
  const isReset = mail.kind === "reset";
  const time = timeText(code.expiresAt, { look: "moment", locale, zone: "UTC" });
  return [
    format(isReset ? texts.resetLead : texts.linkLead, { actor }),
    { href: `${page}#${code.code}` },
    format(texts.codeEnter, { page, code: code.code }),
    format(texts.codeUntil, { time, handle: receiver.email || receiver.username }),
    isReset ? texts.resetUnexpected : texts.linkUnexpected,
  ];
}

function plain(said: readonly Paragraph[]): string {
  return said.map((one) => (typeof one === "string" ? one : one.href)).join("\n\n") + "\n";
}

function html(said: readonly Paragraph[], locale: string): string {
  const page = renderToString(
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
      </head>
      <body>
        {said.map((one, index) => (
          <p key={index}>{typeof one === "string" ? one : <a href={one.href}>{one.href}</a>}</p>
        ))}
      </body>
    </html>,
  );
  return `<!doctype html>${page}`;
}
