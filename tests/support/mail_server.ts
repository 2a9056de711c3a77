/** A real mail server that keeps what it takes, and refuses what a test wants refused. */
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export interface ReceivedMail {
  /** The addresses of the envelope. */
  from: string;
  to: string[];
  /** Whether it came over TLS. */
  secure: boolean;
  user: string | undefined;
  headers: Map<string, string>;
  /** The names of all headers, each as often as it was there. */
  headerNames: string[];
  text: string;
  html: string;
}

export interface MailServer {
  url: string;
  port: number;
  mails: ReceivedMail[];
  /** The answers to the parts of the next mails; `{code}` in the last is the code of the mail. */
  refuse: { receiver?: string; content?: string; sender?: string };
  close(): Promise<void>;
}

class Answer extends Error {
  readonly responseCode: number;
  constructor(line: string) {
    super(line.slice(4));
    this.responseCode = Number(line.slice(0, 3));
  }
}

export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const refuse: MailServer["refuse"] = {};
  const answer = (line: string | undefined) => (line === undefined ? null : new Answer(line));
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.key ? [] : ["STARTTLS"],
    onMailFrom: (_, __, callback) => callback(answer(refuse.sender)),
    onRcptTo: (_, __, callback) => callback(answer(refuse.receiver)),
    onData(stream, { envelope, secure, user }, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const said = Buffer.concat(chunks).toString();
        if (refuse.content !== undefined) {
          const code = /#([A-Z\d-]{14})/.exec(said)?.[1] ?? "";
          return callback(answer(refuse.content.replace("{code}", code)));
        }
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        mails.push({ from, to, secure, user: user as string | undefined, ...partsOf(said) });
        callback(null);
      });
    },
    ...options,
  });
  // A client that hangs up is not the server's trouble.
  server.on("error", () => {});
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve());
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}?tls=none`,
    port,
    mails,
    refuse,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function partsOf(source: string) {
  const [head = "", ...rest] = source.split("\r\n\r\n");
  const lines = head.replaceAll(/\r\n[ \t]+/g, " ").split("\r\n");
  const pairs = lines.map((line) => [
    line.slice(0, line.indexOf(":")).toLowerCase(),
    decodedWords(line.slice(line.indexOf(":") + 1).trim()),
  ]);
  const body = rest.join("\r\n\r\n");
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1] ?? "none";
  const parts = body.split(`--${boundary}`);
  const partOf = (type: string) => decoded(parts.find((part) => part.includes(type)) ?? "");
  return {
    headers: new Map(pairs as [string, string][]),
    headerNames: pairs.map(([name]) => name!),
    text: partOf("text/plain"),
    html: partOf("text/html"),
  };
}

/** A part's content in its transfer encoding (RFC 2045, section 6). */
function decoded(part: string): string {
  const [head = "", ...rest] = part.trimStart().split("\r\n\r\n");
  const body = rest.join("\r\n\r\n").trimEnd();
  if (/base64/i.test(head)) return Buffer.from(body, "base64").toString();
  return /quoted-printable/i.test(head) ? unquoted(body) : body;
}

function unquoted(text: string): string {
  const bytes = text
    .replaceAll(/=\r\n/g, "")
    .replaceAll(/=([\dA-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(bytes, "latin1").toString();
}

/** Words of a header in their encoding (RFC 2047). */
function decodedWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === "b"
        ? Buffer.from(word, "base64").toString()
        : unquoted(word.replaceAll("_", " ")),
    );
}
