import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { accountLimits, rates } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { auditEntries } from "../audit/audit_reading.ts";
import { createPerson, disablePerson, editPerson, removePerson } from "../people/manage_people.ts";
import { createRateLimits } from "../rates.ts";
import {
  issueCode,
  listCodeUses,
  newCode,
  recentCodeUse,
  ownerOfCode,
  redeemCode,
} from "./codes.ts";
import { accountOfSession } from "./sessions.ts";

let clock: FakeClock;
let services: TestServices;
let admin: TestPerson;
let ada: TestPerson;
/** Another administrator, where a test needs one. */
let head: TestPerson;
beforeEach(async () => {
  clock = new FakeClock();
  services = testServices({ clock });
  admin = await makePerson(services, { role: "admin", name: "Prof. Grace" });
  ada = await makePerson(services, { name: "Ada" });
});
afterEach(() => services.dispose());

const address = "192.0.2.1";
const password = "a password of one's own";
const wrong = { code: "invalid", field: "code", reason: "code_wrong" };
const redeem = (code: string) => redeemCode(services, { code, password, address });
const newcomer = { name: "Nia", email: "nia@uni.example.edu", role: "user" as const };

describe("a code is refused, always in the same words,", () => {
  test("if nobody was given it", async () => {
    for (const code of ["", "ABCD", "ABCD-EFGH-JKLM", "x".repeat(5_000), "\u0000"]) {
      await expect(ownerOfCode(services, { code, address })).rejects.toMatchObject(wrong);
      await expect(redeem(code)).rejects.toMatchObject(wrong);
    }
  });

  test("once it was used, also by two at the same moment", async () => {
    const { code } = await issueCode(admin.context, ada.id);
    const [one, other] = await Promise.allSettled([redeem(code), redeem(code)]);
    expect([one.status, other.status].toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(redeem(code)).rejects.toMatchObject(wrong);
  });

  test("once there is a newer one", async () => {
    const { code } = await issueCode(admin.context, ada.id);
    const { code: newer } = await issueCode(admin.context, ada.id);
    await expect(redeem(code)).rejects.toMatchObject(wrong);
    expect((await redeem(newer)).proven.userId).toBe(ada.id);
  });

  test("after 14 days", async () => {
    const { code, expiresAt } = await issueCode(admin.context, ada.id);
    expect(Date.parse(expiresAt) - clock.now()).toBe(accountLimits.codeLifeMs);
    await clock.advance(accountLimits.codeLifeMs - 1);
    expect(await ownerOfCode(services, { code, address })).toMatchObject({ name: "Ada" });
    await clock.advance(1);
    await expect(redeem(code)).rejects.toMatchObject(wrong);
  });

  const offices: Record<string, () => Promise<unknown>> = {
    "is disabled": () => disablePerson(admin.context, head.id),
    "is deleted": () => removePerson(admin.context, head.id),
    "is no longer staff": () => editPerson(admin.context, head.id, { role: "user" }),
  };
  test.each(Object.keys(offices))("once its issuer %s", async (title) => {
    head = await makePerson(services, { role: "admin", name: "Prof. Head" });
    const { code } = await issueCode(head.context, ada.id);
    expect(await ownerOfCode(services, { code, address })).toMatchObject({ name: "Ada" });
    await offices[title]!();
    await expect(redeem(code)).rejects.toMatchObject(wrong);
  });

  const ends: Record<string, () => Promise<unknown>> = {
    "of a disabled account": () => disablePerson(admin.context, ada.id),
    "of a deleted account": () => removePerson(admin.context, ada.id),
    "of an account that became a guest": () => editPerson(admin.context, ada.id, { role: "guest" }),
  };
  test.each(Object.keys(ends))("%s", async (title) => {
    const { code } = await issueCode(admin.context, ada.id);
    await ends[title]!();
    await expect(redeem(code)).rejects.toMatchObject(wrong);
  });

  test("and a password that is refused does not use it up", async () => {
    const { code } = await issueCode(admin.context, ada.id);
    for (const bad of ["short", "Ada", ada.email]) {
      await expect(redeemCode(services, { code, password: bad, address })).rejects.toMatchObject({
        field: "password",
      });
    }
    expect(await redeem(code)).toHaveProperty("proven");
  });
});

describe("wrong codes are limited", () => {
  const guess = (from: string, limits = services.rates) =>
    ownerOfCode({ ...services, rates: limits }, { code: "wrong", address: from }).catch(
      (error: { code: string }) => error.code,
    );

  test("by network; further ones do not lengthen the wait, and right ones count nothing", async () => {
    const limits = createRateLimits(clock);
    const { code } = await issueCode(admin.context, ada.id);
    for (let count = 0; count < rates.codesByAddress.burst; count += 1) {
      await ownerOfCode({ ...services, rates: limits }, { code, address });
      expect(await guess(address, limits)).toBe("invalid");
    }
    for (let count = 0; count < 50; count += 1)
      expect(await guess(address, limits)).toBe("limited");
    expect(await guess("198.51.100.7", limits)).toBe("invalid");
    await clock.advance(Math.ceil(1000 / rates.codesByAddress.perSecond));
    const found = await ownerOfCode({ ...services, rates: limits }, { code, address });
    expect(found).toMatchObject({ name: "Ada" });
  });

  test("from everywhere together, which uses up no network's share", async () => {
    const limits = createRateLimits(clock);
    const networks = rates.codesInAll.burst / 50;
    for (let network = 0; network < networks; network += 1) {
      for (let count = 0; count < 50; count += 1) await guess(`network ${network}`, limits);
    }
    for (let count = 0; count <= rates.codesByAddress.burst; count += 1) {
      expect(await guess(address, limits)).toBe("limited");
    }
    await clock.advance(Math.ceil(1000 / rates.codesInAll.perSecond));
    expect(await guess(address, limits)).toBe("invalid");
  });
});

describe("a code", () => {
  test("has twelve characters of 32 that do not look alike", () => {
    let byte = 0;
    const codes = Array.from({ length: 22 }, () =>
      newCode((count) => Uint8Array.from({ length: count }, () => byte++ % 256)),
    );
    for (const code of codes) expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    const used = new Set(codes.join("").replaceAll("-", ""));
    expect(used.size).toBe(32);
    for (const odd of "IO01") expect(used).not.toContain(odd);
  });

  test("may be typed in small letters, with blanks, or without hyphens", async () => {
    const { code } = await issueCode(admin.context, ada.id);
    for (const typed of [
      code.toLowerCase(),
      ` ${code.replaceAll("-", " ")}\n`,
      code.replaceAll("-", "–"),
    ]) {
      expect(await ownerOfCode(services, { code: typed, address })).toMatchObject({ name: "Ada" });
    }
    expect((await redeem(code.replaceAll("-", ""))).proven.userId).toBe(ada.id);
  });

  test("is not stored, and its hash is of no use without the server's key", async () => {
    const { code } = await issueCode(admin.context, ada.id);
    const rows = JSON.stringify(await services.db.all`select * from identities`);
    const letters = code.replaceAll("-", "");
    for (const text of [code, letters, letters.toLowerCase()]) {
      expect(rows).not.toContain(text);
      expect(rows).not.toContain(new Bun.CryptoHasher("sha256").update(text).digest("hex"));
    }
  });

  test("lets a newcomer in, of which later sign-ins say nothing", async () => {
    const { id, code } = await createPerson(admin.context, newcomer);
    const owner = { name: "Nia", email: "nia@uni.example.edu", username: "nia", wasInUse: false };
    expect(await ownerOfCode(services, { code: code!.code, address })).toEqual(owner);
    expect(await redeem(code!.code)).toMatchObject({ proven: { userId: id } });
    expect(await recentCodeUse(services, id)).toBeUndefined();
  });
});

describe("a code for an account in use", () => {
  test("is issued by administrators only, and not for themselves", async () => {
    for (const role of ["user", "guest"] as const) {
      const { context } = await makePerson(services, { role });
      await expect(issueCode(context, ada.id)).rejects.toMatchObject({
        code: "forbidden",
        reason: "staff_only_people",
      });
    }
    await expect(issueCode(admin.context, admin.id)).rejects.toMatchObject({
      code: "forbidden",
      reason: "code_for_self",
    });
    expect(await services.db.all`select * from identities`).toEqual([]);
  });

  test("ends its sessions, and says at the next sign-ins and in the account whose it was", async () => {
    const { code } = await issueCode(admin.context, ada.id);
    expect(await accountOfSession(services, ada.actor.sessionId)).toBeDefined();
    const issuedAt = new Date(clock.now()).toISOString();
    await clock.advance(60_000);
    expect((await redeem(code)).earlier).toBeUndefined();
    expect(await accountOfSession(services, ada.actor.sessionId)).toBeUndefined();
    const usedAt = new Date(clock.now()).toISOString();
    const use = { issuerName: "Prof. Grace", issuedAt, usedAt, usedFrom: address };
    expect(await recentCodeUse(services, ada.id)).toMatchObject(use);
    expect(await listCodeUses(ada.context)).toMatchObject([use]);
    const { entries } = await auditEntries(admin.context, 1);
    expect(entries.map(({ verb, actorName, subject }) => [verb, actorName, subject?.name])).toEqual(
      [
        ["user.use_code", "Ada", "Ada"],
        ["user.issue_code", "Prof. Grace", "Ada"],
      ],
    );
    const { code: second } = await issueCode(admin.context, ada.id);
    expect((await redeem(second)).earlier).toMatchObject(use);
    await clock.advance(accountLimits.codeLifeMs);
    expect(await recentCodeUse(services, ada.id)).toBeUndefined();
    expect(await listCodeUses(ada.context)).toHaveLength(2);
  });

  test("leaves nothing behind once the person is deleted", async () => {
    const { code } = await issueCode(admin.context, ada.id);
    await redeem(code);
    await issueCode(admin.context, ada.id);
    await removePerson(admin.context, ada.id);
    expect(await services.db.all`select * from identities`).toEqual([]);
  });
});
