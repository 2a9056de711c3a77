/** Mails, with a real mail server: links that staff send, and what becomes of those that fail. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { startJobs } from "#core/instance/jobs.ts";
import { mailJobs } from "#web/mail/mailing.ts";
import { hashPassword } from "#core/identity/password_hashes.ts";
import {
  createPerson,
  disablePerson,
  editPerson,
  removePerson,
} from "#core/people/manage_people.ts";
import { codeIn, linkIn, mailFrom, type MailWorld, mailWorld } from "#tests/support/mail_world.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { until } from "#tests/support/patience.ts";
import { testWeb } from "#tests/support/web.ts";

const chosen = "quite another secret";
const formerHash = await hashPassword("the former secret");
const address = "nia@uni.example.edu";

let world: MailWorld;
let admin: TestPerson;
beforeEach(async () => {
  world = await mailWorld();
  admin = await makePerson(world.web.services, { role: "admin", name: "Prof. Grace" });
});
afterEach(() => world.dispose());

const add = async (name = "Nia New", email = address) =>
  (await createPerson(admin.context, { name, email, role: "user" })).id;
const asAdmin = () => ({ Authorization: `Bearer ${admin.token}` });
const sendLink = (id: string) => world.web.post(`/users/code/${id}`, { by: "mail" }, admin);
const page = async (path: string) => (await world.web.get(path, admin)).text();
const listed = async () => {
  const answer = await world.web.request("/api/mails", { headers: asAdmin() });
  return (await answer.json()) as {
    waiting: number;
    failed: number;
    mails: { id: string; kind: string; tries: number; error: string | null; failed_at: unknown }[];
  };
};
const join = (code: string) => world.web.visitor().post("/join", { code });
const enter = (code: string) => world.web.visitor().post("/join", { code, password: chosen });

describe("without a mail server", () => {
  test("no page offers a mail, and none can be asked for or waits", async () => {
    const web = testWeb();
    const staff = await makePerson(web.services, { role: "admin" });
    const { id } = await createPerson(staff.context, { name: "Nia", email: address, role: "user" });
    const text = async (path: string, by?: TestPerson) => (await web.get(path, by)).text();
    for (const path of ["/users", `/users/code/${id}`, "/users/codes"]) {
      expect(await text(path, staff)).not.toMatch(/by email|Emails/);
    }
    expect(await text("/auth/login")).not.toContain("/forgot");
    for (const path of ["/mails", "/forgot"]) expect((await web.get(path, staff)).status).toBe(404);
    expect((await web.post("/forgot", { email: address })).status).toBe(404);
    const bearer = { Authorization: `Bearer ${staff.token}` };
    expect((await web.request("/api/mails", { headers: bearer })).status).toBe(404);
    for (const path of [`/api/users/${id}/code/mail`, "/api/codes/mail"]) {
      const answer = await web.postJson(path, {}, bearer);
      expect([path, answer.status]).toEqual([path, 409]);
    }
    expect((await web.post(`/users/code/${id}`, { by: "mail" }, staff)).status).toBe(409);
    expect(await web.services.db.all`select id from mails`).toEqual([]);
    web.services.dispose();
  });
});

describe("a sign-in link", () => {
  test("goes to the address of the account alone, and lets its owner in once", async () => {
    const id = await add();
    expect(await page(`/users/code/${id}`)).toContain("Send a link by email");
    expect((await sendLink(id)).status).toBe(303);
    const [mail, ...others] = await world.deliver();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ from: mailFrom, to: [address], user: undefined });
    expect(mail!.headers.get("to")).toBe(`Nia New <${address}>`);
    expect(mail!.headers.get("from")).toBe(`Team Chat <${mailFrom}>`);
    expect(mail!.headers.get("auto-submitted")).toBe("auto-generated");
    expect(mail!.text).toContain("Prof. Grace has sent you this link");
    const link = linkIn(mail!);
    expect(mail!.html).toContain(`<a href="${link.href}">`);
    expect(`${link.origin}${link.pathname}${link.search}`).toBe(`${world.web.origin}/join`);
    // What a scanner of mails fetches signs nobody in, and uses nothing up.
    expect((await world.web.get(link.pathname)).headers.getSetCookie()).toEqual([]);
    expect(await (await join(codeIn(mail!))).text()).toContain("Hello, Nia New");
    expect((await enter(codeIn(mail!))).status).toBe(303);
    expect((await join(codeIn(mail!))).status).toBe(422);
    expect(await listed()).toEqual({ waiting: 0, failed: 0, mails: [] });
  });

  test("is nowhere stored or logged, and its code only as a hash", async () => {
    const id = await add();
    await sendLink(id);
    const before = await world.web.services.db.all`select * from mails`;
    expect(JSON.stringify(before)).not.toContain(address);
    const [mail] = await world.deliver();
    const { db, lines } = world.web.services;
    const stored = JSON.stringify([
      await db.all`select * from mails`,
      await db.all`select * from identities`,
      await db.all`select * from audit`,
      await db.all`select * from events`,
    ]);
    for (const text of [codeIn(mail!), codeIn(mail!).replaceAll("-", "")]) {
      expect(stored).not.toContain(text);
      expect(lines.join("\n")).not.toContain(text);
    }
    expect(lines.join("\n")).toContain("mail.sent");
    expect(lines.join("\n")).not.toContain(address);
    const log = await db.all<{ verb: string }>`select verb from audit order by id`;
    expect(log.map(({ verb }) => verb)).toContain("user.mail_link");
  });

  test("has no further header or receiver, whatever a name from elsewhere contains", async () => {
    const id = await add();
    const { db } = world.web.services;
    const name = "Nia\r\nBcc: eve@evil.example\r\n\r\nHello";
    await db.transaction((tx) => tx.run`update users set name = ${name} where id = ${id}`);
    await sendLink(id);
    const [mail] = await world.deliver();
    expect(mail!.to).toEqual([address]);
    expect(mail!.headerNames).not.toContain("bcc");
    expect(mail!.headers.get("to")).toContain("Nia Bcc: eve@evil.example Hello");
  });

  test("is in the receiver's language, or else in that of the installation", async () => {
    const german = await mailWorld({
      env: { MAIL_LANGUAGE: "de", INSTITUTION_NAME: "Uni Lindenau" },
    });
    const staff = await makePerson(german.web.services, { role: "admin", name: "Prof. Grace" });
    const { id } = await createPerson(staff.context, { name: "Nia", email: address, role: "user" });
    await german.web.post(`/users/code/${id}`, { by: "mail" }, staff);
    const [first] = await german.deliver();
    expect(first!.text).toContain("Prof. Grace hat Ihnen diesen Link gesendet");
    expect(first!.headers.get("subject")).toBe("Ihr Zugang zu Team Chat (Uni Lindenau)");
    const { db } = german.web.services;
    await db.transaction((tx) => tx.run`update users set locale = 'en' where id = ${id}`);
    await german.web.post(`/users/code/${id}`, { by: "mail" }, staff);
    const [second] = await german.deliver();
    expect(second!.headers.get("subject")).toBe("Your way into Team Chat (Uni Lindenau)");
    await german.dispose();
  });

  test("is not sent to people without an address, and not once its sender may no longer", async () => {
    const nobody = await add("No Address", "");
    const refused = await sendLink(nobody);
    expect([refused.status, await refused.text()]).toEqual([
      409,
      expect.stringContaining("has no email address"),
    ]);
    const ids = [await add("Ada", "ada@a.example"), await add("Ben", "ben@b.example"), await add()];
    for (const id of ids) await sendLink(id);
    await disablePerson(admin.context, ids[0]!);
    await removePerson(admin.context, ids[1]!);
    const other = await makePerson(world.web.services, { role: "admin" });
    await editPerson(other.context, admin.id, { role: "user" });
    expect(await world.deliver()).toEqual([]);
    expect(await world.web.services.db.all`select id from mails`).toEqual([]);
  });

  test("goes to the address that the account has when it is sent", async () => {
    const id = await add();
    await sendLink(id);
    await editPerson(admin.context, id, { email: "new@uni.example.edu" });
    expect((await world.deliver())[0]!.to).toEqual(["new@uni.example.edu"]);
  });

  test("goes to everyone who has not signed in and has an address, once each", async () => {
    for (const name of ["Ada", "Ben"]) await add(name, `${name}@uni.example.edu`);
    await add("No Address", "");
    expect(await page("/users/codes?signed_in=no")).toContain("Send links by email");
    const sent = await world.web.post("/users/codes", { by: "mail" }, admin);
    expect(sent.status).toBe(303);
    const again = await world.web.postJson("/api/codes/mail", {}, asAdmin());
    expect(await again.json()).toEqual({ mailed: 2, without_address: 1 });
    expect(await listed()).toMatchObject({ waiting: 2, failed: 0 });
    const mails = await world.deliver();
    expect(mails.flatMap(({ to }) => to).toSorted()).toEqual([
      "ada@uni.example.edu",
      "ben@uni.example.edu",
    ]);
  });
});

describe("a mail that is not taken", () => {
  test("is kept as failed if the server never will, without its code; staff send it again", async () => {
    const id = await add();
    await sendLink(id);
    world.server.refuse.receiver = "550 5.1.1 No such user";
    expect(await world.deliver()).toEqual([]);
    const [mail] = (await listed()).mails;
    expect(mail).toMatchObject({ kind: "link", tries: 1 });
    expect(mail!.error).toContain("No such user");
    expect(mail!.failed_at).toBeString();
    expect(await page("/users")).toContain("1 could not be sent.");
    expect(await page("/mails")).toContain("No such user");
    const unused = await world.web.services.db
      .all`select user_id from identities where kind = 'code' and secret_hash is not null`;
    expect(unused).toEqual([]);
    await world.hurry();
    delete world.server.refuse.receiver;
    expect(await world.deliver()).toEqual([]);
    expect((await world.web.post(`/mails/${mail!.id}/retry`, {}, admin)).status).toBe(303);
    expect(await world.deliver()).toHaveLength(1);
    expect((await world.web.post(`/mails/${mail!.id}/retry`, {}, admin)).status).toBe(404);
  });

  test("is deleted by staff, and by nobody else", async () => {
    const id = await add();
    await sendLink(id);
    const [mail] = (await listed()).mails;
    const student = await makePerson(world.web.services);
    expect((await world.web.post(`/mails/${mail!.id}/delete`, {}, student)).status).toBe(404);
    const deleted = await world.web.request(`/api/mails/${mail!.id}`, {
      method: "DELETE",
      headers: asAdmin(),
    });
    expect(deleted.status).toBe(204);
    expect(await world.deliver()).toEqual([]);
    const log = await world.web.services.db.all<{ verb: string }>`select verb from audit`;
    expect(log.map(({ verb }) => verb)).toContain("mail.delete");
  });

  test("waits if the server wants it later, and what the server says is kept without the code", async () => {
    const id = await add();
    await sendLink(id);
    world.server.refuse.content = "451 Greylisted, come back with {code}";
    expect(await world.deliver()).toEqual([]);
    expect(await world.deliver()).toEqual([]);
    const [mail] = (await listed()).mails;
    expect(mail).toMatchObject({ tries: 1, failed_at: null });
    expect(mail!.error).toBe("451 Greylisted, come back with …");
    delete world.server.refuse.content;
    await world.hurry();
    const [sent] = await world.deliver();
    expect((await enter(codeIn(sent!))).status).toBe(303);
  });

  test("waits with all others while the server cannot be reached, and goes out afterwards", async () => {
    for (const name of ["Ada", "Ben", "Cleo"]) await sendLink(await add(name, `${name}@u.example`));
    world.server.refuse.sender = "530 5.7.0 Authentication required";
    await world.deliver();
    const tries = (await listed()).mails.map((mail) => mail.tries);
    expect(tries.toSorted()).toEqual([0, 0, 1]);
    delete world.server.refuse.sender;
    expect(await world.deliver()).toEqual([]);
    await world.hurry();
    expect(await world.deliver()).toHaveLength(3);
  });

  test("is given up after two days", async () => {
    const id = await add();
    await sendLink(id);
    const { db } = world.web.services;
    await db.transaction((tx) => tx.run`update mails set created_at = '2026-11-01T00:00:00.000Z'`);
    world.server.refuse.receiver = "450 4.2.1 Mailbox busy";
    await world.deliver();
    expect(await listed()).toMatchObject({ waiting: 0, failed: 1 });
  });

  test("is sent again if its server died: then its last code works alone", async () => {
    const id = await add();
    await sendLink(id);
    const { db } = world.web.services;
    const waiting = await db.all<Record<string, unknown>>`select * from mails`;
    const [first] = await world.deliver();
    const { user_id, kind, actor_id, created_at } = waiting[0] as Record<string, string>;
    await db.transaction(
      (tx) => tx.run`
        insert into mails (id, user_id, kind, actor_id, created_at, due_ms, tries)
        values ('as left', ${user_id!}, ${kind!}, ${actor_id!}, ${created_at!}, 0, 1)`,
    );
    const [second] = await world.deliver();
    expect((await join(codeIn(first!))).status).toBe(422);
    expect((await enter(codeIn(second!))).status).toBe(303);
  });
});

test("the owner of an account in use learns by mail that staff created a code, others do not", async () => {
  const used = await makePerson(world.web.services, { name: "Ada Used", password: formerHash });
  await world.web.post(`/users/code/${used.id}`, {}, admin);
  await world.web.post(`/users/code/${await add()}`, {}, admin);
  const mails = await world.deliver();
  expect(mails.map(({ to }) => to)).toEqual([[used.email]]);
  expect(mails[0]!.text).toContain("Prof. Grace has created a one-time code");
  expect(mails[0]!.text).not.toMatch(/#|[A-Z2-9]{4}-[A-Z2-9]{4}/);
});

test("a running server sends what waits, by a job of its own", async () => {
  const { services } = world.web;
  await sendLink(await add());
  const stop = startJobs(services, mailJobs(services, services.config));
  await until(async () => world.server.mails.length === 1, "a mail that has arrived");
  stop();
  expect(world.server.mails[0]!.to).toEqual([address]);
});
