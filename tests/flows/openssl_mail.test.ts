/** The way to the mail server is encrypted, unless the operator says otherwise. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SMTPServerOptions } from "smtp-server";
import { readConfig } from "#kit/config.ts";
import { openTransport } from "#core/mail/transport.ts";
import { mailServer, type MailServer } from "#tests/support/mail_server.ts";
import { makeCertificate } from "#tests/support/proxies.ts";

const folder = mkdtempSync(join(tmpdir(), "mail-"));
let certificate: string;
let starting: MailServer;
let encrypted: MailServer;
let plain: MailServer;
beforeAll(async () => {
  certificate = await makeCertificate(folder, "localhost");
  const files = { cert: certificate, key: readFileSync(join(folder, "localhost.key"), "utf8") };
  const login: SMTPServerOptions = {
    authOptional: false,
    onAuth: ({ username, password }, _, callback) =>
      password === "p@ss/word"
        ? callback(null, { user: username ?? "" })
        : callback(new Error("wrong")),
  };
  starting = await mailServer({ ...files, ...login });
  encrypted = await mailServer({ ...files, secure: true });
  plain = await mailServer();
});
afterAll(async () => {
  for (const server of [starting, encrypted, plain]) await server.close();
  rmSync(folder, { recursive: true });
});

/** What becomes of a mail that is sent by this server. */
async function sent(url: string, ca?: string) {
  const { mail } = readConfig({ SMTP_URL: url, MAIL_FROM: "chat@uni.example.edu" });
  const transport = openTransport(mail!, ca);
  const to = { name: "Ada", address: "ada@uni.example.edu" };
  const letter = { to, sender: "Chat", subject: "Hello", text: "Hello", html: "<p>Hello</p>" };
  const outcome = await transport.send(letter);
  transport.close();
  return outcome;
}

test("a server without STARTTLS gets no mail and no password", async () => {
  const outcome = await sent(`smtp://ada:secret@127.0.0.1:${plain.port}`);
  expect(outcome).toMatchObject({ kind: "unreachable" });
  expect(plain.mails).toEqual([]);
  expect(await sent(`smtp://127.0.0.1:${plain.port}?tls=none`)).toEqual({ kind: "sent" });
});

test("a certificate that nobody has signed is refused", async () => {
  for (const url of [
    `smtp://ada:p%40ss%2Fword@localhost:${starting.port}`,
    `smtps://localhost:${encrypted.port}`,
  ]) {
    expect(await sent(url)).toMatchObject({
      kind: "unreachable",
      error: expect.stringContaining("self signed"),
    });
  }
  expect([...starting.mails, ...encrypted.mails]).toEqual([]);
});

test("with a trusted certificate the mail and the password are sent encrypted", async () => {
  const url = `smtp://ada:p%40ss%2Fword@localhost:${starting.port}`;
  expect(await sent(url, certificate)).toEqual({ kind: "sent" });
  expect(await sent(`smtps://localhost:${encrypted.port}`, certificate)).toEqual({ kind: "sent" });
  expect(starting.mails).toMatchObject([{ secure: true, user: "ada" }]);
  expect(encrypted.mails).toMatchObject([{ secure: true }]);
});

test("a wrong password is every mail's trouble, and is in no error", async () => {
  const outcome = await sent(`smtp://ada:another-secret@localhost:${starting.port}`, certificate);
  expect(outcome).toMatchObject({ kind: "unreachable" });
  expect(JSON.stringify(outcome)).not.toContain("another-secret");
});
