/** Where mails are sent from, and by which server. */
import { isLoopback } from "./loopback.ts";
import { ConfigError, type Environment, mailAddress, oneOf } from "./settings.ts";

export interface MailSettings {
  server: MailServer;
  /** The address that mails come from. */
  from: string;
  /** For receivers who have chosen no language. */
  locale: "en" | "de";
  /** Where checkpoints of the staff log go, if anywhere: best outside of the reach of those who run the server. */
  headsTo?: string;
}

/** A server that takes mails for everyone (RFC 6409), and how the way to it is encrypted. */
export interface MailServer {
  host: string;
  port: number;
  /** `tls` from the first byte, `starttls` before anything else, or `none`. */
  security: "tls" | "starttls" | "none";
  /** Secret, so it is never shown. */
  login?: { user: string; password: string };
}

const ports = { tls: 465, starttls: 587, none: 25 };

/**
 * @returns undefined if no mails are sent
 * @throws {ConfigError} naming the first variable that has an invalid value; never with the password
 */
export function mailSettings(env: Environment): MailSettings | undefined {
  const [url, from] = [env["SMTP_URL"], env["MAIL_FROM"]];
  const locale = oneOf(env, "MAIL_LANGUAGE", ["en", "de"]);
  const headsTo = env["LOG_HEADS_TO"];
  if (headsTo && !mailAddress(headsTo)) {
    throw new ConfigError(
      `LOG_HEADS_TO=${headsTo} is not a mail address such as data-protection@uni.example.edu`,
    );
  }
  if (headsTo && !url) {
    throw new ConfigError("LOG_HEADS_TO needs SMTP_URL and MAIL_FROM, which send the mails");
  }
  if (!url && !from) return undefined;
  if (!url || !from) {
    throw new ConfigError(
      "SMTP_URL and MAIL_FROM are set together or not at all: the server that sends mails, and the address that they come from",
    );
  }
  if (!mailAddress(from)) {
    throw new ConfigError(
      `MAIL_FROM=${from} is not a mail address such as team-chat@uni.example.edu`,
    );
  }
  return { server: mailServer(url), from, locale, ...(headsTo && { headsTo }) };
}

function mailServer(value: string): MailServer {
  const url = URL.parse(value);
  const tls = url?.searchParams.get("tls") ?? undefined;
  const hasOthers = [...(url?.searchParams.keys() ?? [])].some((name) => name !== "tls");
  const isPlain = url && /^\/?$/.test(url.pathname) && !url.hash && !hasOthers;
  const isScheme = url?.protocol === "smtp:" || url?.protocol === "smtps:";
  if (!isPlain || !isScheme || !/^(\[[\da-f:.]+\]|[\w.-]+)$/i.test(url.hostname)) {
    throw new ConfigError(
      "SMTP_URL is not of the form smtp://user:password@mail.uni.example.edu:587 or smtps://…; characters such as @ or / in the password are written as %40 or %2F",
    );
  }
  const security = securityOf(url, tls);
  const login = loginOf(url);
  const host = url.hostname.replaceAll(/[[\]]/g, "");
  if (login && security === "none" && !isLoopback(host)) {
    throw new ConfigError(
      "SMTP_URL has a password and tls=none: it would be sent in the clear. Remove the one or the other",
    );
  }
  return { host, port: Number(url.port) || ports[security], security, ...(login && { login }) };
}

function securityOf({ protocol }: URL, tls: string | undefined): MailServer["security"] {
  if (tls !== undefined && (tls !== "none" || protocol === "smtps:")) {
    throw new ConfigError(
      "SMTP_URL may end in ?tls=none, for smtp:// alone; without it the server must offer STARTTLS",
    );
  }
  if (protocol === "smtps:") return "tls";
  return tls === "none" ? "none" : "starttls";
}

function loginOf({ username, password }: URL): MailServer["login"] {
  if (username === "" && password === "") return undefined;
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    throw new ConfigError("SMTP_URL has a % in its user or password that must be written as %25");
  }
}
