/** A forgotten password, where mails are sent. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { disablePerson, editPerson } from "#core/people/manage_people.ts";
import { issueCode } from "#core/identity/codes.ts";
import { createRateLimits } from "#core/rates.ts";
import { accountLimits } from "#wire/limits.ts";
import { codeIn, linkIn, type MailWorld, mailWorld } from "#tests/support/mail_world.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";

const chosen = "quite another secret";
const formerHash = await hashPassword("the former secret");

let world: MailWorld;
let ada: TestPerson;
let admin: TestPerson;
beforeEach(async () => {
  world = await mailWorld();
  admin = await makePerson(world.web.services, { role: "admin", name: "Prof. Grace" });
  ada = await makePerson(world.web.services, { name: "Ada Here", password: formerHash });
});
afterEach(() => world.dispose());

const ask = (email: string) => world.web.post("/forgot", { email });
const join = (code: string) => world.web.visitor().post("/join", { code });
const enter = (code: string) => world.web.visitor().post("/join", { code, password: chosen });
const waiting = () => world.web.services.db.all`select user_id from mails`;

/** An answer without what is new each time. */
async function wholeOf(answer: Response) {
  const headers = [...answer.headers].filter(([name]) => name !== "x-request-id");
  return [answer.status, headers, (await answer.text()).replaceAll(/data-now="\d+"/g, "")];
}

test("the answer is the same for an account, for none, and for those that can have no link", async () => {
  const off = await makePerson(world.web.services, { password: formerHash });
  await disablePerson(admin.context, off.id);
  const guest = await makePerson(world.web.services, { role: "guest" });
  const answers = [];
  for (const typed of [ada.email, "nobody@uni.example.edu", "nobody", off.email, guest.email]) {
    answers.push(await wholeOf(await ask(typed)));
  }
  for (const answer of answers) expect(answer).toEqual(answers[0]!);
  expect(answers[0]![0]).toBe(200);
  expect(await waiting()).toEqual([{ user_id: ada.id }]);
});

test("as much is written and committed for an account as for none", async () => {
  const { db } = world.web.services;
  const asked = () => db.all`select value from meta where key = 'link_asked'`;
  await ask("nobody@uni.example.edu");
  expect(await asked()).toHaveLength(1);
});

test("nothing typed, and too much, is refused beside the field", async () => {
  for (const typed of ["", " ", "x".repeat(300)]) {
    const answer = await ask(typed);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('id="email-error"');
  }
});

test("an address is asked for three times an hour, whether or not there is such an account", async () => {
  for (const typed of [ada.email, "nobody@uni.example.edu"]) {
    const statuses = [];
    for (let times = 0; times < 4; times += 1) statuses.push((await ask(typed)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  }
  // However often it was asked for, one mail waits.
  expect(await world.deliver()).toHaveLength(1);
});

test("the link lets its owner choose a password, once, and they learn of it", async () => {
  await ask(ada.username.toUpperCase());
  const [mail] = await world.deliver();
  expect([mail!.to, linkIn(mail!).pathname]).toEqual([[ada.email], "/join"]);
  expect((await world.web.get("/conversations", ada)).status).toBe(200);
  expect(await (await join(codeIn(mail!))).text()).toContain(
    "signed out on all your other devices",
  );
  const visitor = world.web.visitor();
  const entered = await visitor.post("/join", { code: codeIn(mail!), password: chosen });
  expect(entered.headers.get("Location")).toBe("/conversations");
  expect((await join(codeIn(mail!))).status).toBe(422);
  expect((await world.web.get("/conversations", ada)).status).toBe(302);
  const account = await (await visitor.get("/account")).text();
  expect(account).toContain("With a link that was sent to your address");
  const signedIn = await world.web.visitor();
  await signedIn.post("/auth/login", { email: ada.email, password: chosen, next: "" });
  expect(await (await signedIn.get("/account")).text()).toContain(
    "with a link sent to your address",
  );
});

test("a link works for an hour, and a newer one takes its place", async () => {
  await ask(ada.email);
  const [first] = await world.deliver();
  await ask(ada.email);
  const [second] = await world.deliver();
  expect((await join(codeIn(first!))).status).toBe(422);
  expect((await join(codeIn(second!))).status).toBe(200);
  const { db, clock } = world.web.services;
  const made = new Date(clock.now() - accountLimits.ownCodeLifeMs).toISOString();
  await db.transaction(
    (tx) => tx.run`update identities set created_at = ${made}
    where kind = 'code'`,
  );
  expect((await join(codeIn(second!))).status).toBe(422);
});

test("strangers who ask for links void no code from staff, and a used code voids the links", async () => {
  const { code } = await issueCode(admin.context, ada.id);
  await ask(ada.email);
  const mails = await world.deliver();
  const link = mails.find(({ text }) => text.includes("#"))!;
  expect((await join(code)).status).toBe(200);
  expect((await enter(code)).status).toBe(303);
  expect((await join(codeIn(link))).status).toBe(422);
});

test("a link to a former address no longer works", async () => {
  await ask(ada.email);
  const [mail] = await world.deliver();
  await editPerson(admin.context, ada.id, { email: "new@uni.example.edu" });
  expect((await join(codeIn(mail!))).status).toBe(422);
});

test("a link that could not be sent within its hour is not sent later", async () => {
  await ask(ada.email);
  const { db } = world.web.services;
  await db.transaction((tx) => tx.run`update mails set created_at = '2026-11-01T00:00:00.000Z'`);
  world.server.refuse.receiver = "450 4.2.1 Mailbox busy";
  await world.deliver();
  expect(await db.all`select kind from mails where failed_at is null`).toEqual([]);
});

test("the network's limit counts every address that was typed", async () => {
  world.web.services.rates.linksByAddress = createRateLimits(world.web.services.clock).linksByTyped;
  const statuses = [];
  for (const typed of ["a@b.example", "c@d.example", "e@f.example", ada.email]) {
    statuses.push((await ask(typed)).status);
  }
  expect(statuses).toEqual([200, 200, 200, 429]);
  expect(await waiting()).toEqual([]);
});
