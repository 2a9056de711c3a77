import { expect, test } from "bun:test";
import { ConfigError, type Environment, readConfig } from "./config.ts";

const from = "team-chat@uni.example.edu";
const mailOf = (url: string, env: Environment = {}) =>
  readConfig({ SMTP_URL: url, MAIL_FROM: from, ...env }).mail;

/** The text of the error. */
function refusalOf(env: Environment): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return `accepted: ${JSON.stringify(env)}`;
}

test("a server without the address that mails come from is refused, and the other way round", () => {
  expect(refusalOf({ SMTP_URL: "smtp://mail.example.edu" })).toContain("set together");
  expect(refusalOf({ MAIL_FROM: from })).toContain("set together");
  expect(readConfig({}).mail).toBeUndefined();
});

test("LOG_HEADS_TO is a mail address, and needs a server that sends mails", () => {
  const server = { SMTP_URL: "smtp://mail.example.edu", MAIL_FROM: from };
  expect(refusalOf({ ...server, LOG_HEADS_TO: "the office" })).toContain("is not a mail address");
  expect(refusalOf({ LOG_HEADS_TO: from })).toContain("LOG_HEADS_TO needs SMTP_URL");
  expect(readConfig({ ...server, LOG_HEADS_TO: from }).mail?.headsTo).toBe(from);
  expect(readConfig({ ...server, LOG_HEADS_TO: "" }).mail?.headsTo).toBeUndefined();
});

const wrongUrls = [
  "mail.example.edu",
  "http://mail.example.edu",
  "smtp:mail.example.edu",
  "smtp://",
  "smtp://mail.example.edu/path",
  "smtp://mail.example.edu#x",
  "smtp://mail.example.edu?pool=true",
  "smtp://mail example.edu",
  "smtp://mail.example.edu:0x10",
];

test.each(wrongUrls)("SMTP_URL=%s is refused, and not shown", (url) => {
  const refusal = refusalOf({ SMTP_URL: url, MAIL_FROM: from });
  expect(refusal).toStartWith("SMTP_URL ");
  expect(refusal).not.toContain("\n");
});

test("encryption is left out only for smtp:// alone, and never with a password on the way", () => {
  const refused = (url: string) => refusalOf({ SMTP_URL: url, MAIL_FROM: from });
  expect(refused("smtps://mail.example.edu?tls=none")).toContain("?tls=none");
  expect(refused("smtp://mail.example.edu?tls=maybe")).toContain("?tls=none");
  const secret = refused("smtp://ada:geheim@mail.example.edu?tls=none");
  expect(secret).toContain("in the clear");
  expect(secret).not.toContain("geheim");
  expect(refused("smtp://ada:50%-off@mail.example.edu")).toContain("%25");
});

test.each(["chat", "Chat <chat@uni.example.edu>", "a@b.example,c@d.example", "a@b"])(
  "MAIL_FROM=%s is refused",
  (address) => {
    const refusal = refusalOf({ SMTP_URL: "smtp://mail.example.edu", MAIL_FROM: address });
    expect(refusal).toStartWith(`MAIL_FROM=${address} is not a mail address`);
  },
);

test("the port and the encryption follow from the address", () => {
  expect(mailOf("smtp://mail.example.edu")).toEqual({
    server: { host: "mail.example.edu", port: 587, security: "starttls" },
    from,
    locale: "en",
  });
  expect(mailOf("smtps://ada:p%40ss@mail.example.edu")?.server).toEqual({
    host: "mail.example.edu",
    port: 465,
    security: "tls",
    login: { user: "ada", password: "p@ss" },
  });
  expect(mailOf("smtp://[::1]:2525?tls=none", { MAIL_LANGUAGE: "de" })).toMatchObject({
    server: { host: "::1", port: 2525, security: "none" },
    locale: "de",
  });
});
