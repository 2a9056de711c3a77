/** A sign-in replaces a hash of an older kind. What it does when that does not succeed. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { pbkdf2Sync } from "node:crypto";
import { StorageError } from "#storage/database.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { promptClock } from "#tests/support/prompt_clock.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { hashPassword, needsUpgrade } from "./password_hashes.ts";
import { startSession } from "./sessions.ts";
import { signIn } from "./sign_in.ts";

const password = "the right one";
const digest = pbkdf2Sync(password, "salt", 1_000, 32, "sha256").toString("hex");
const oldHash = `pbkdf2:sha256:1000$salt$${digest}`;
let services: TestServices;
let person: TestPerson;
/** Called once, before the next transaction. */
let meanwhile: (() => Promise<unknown>) | undefined;

beforeAll(() => {
  services = testServices({
    clock: promptClock,
    around: (db) => ({
      ...db,
      async transaction(work) {
        const act = meanwhile;
        meanwhile = undefined;
        await act?.();
        return db.transaction(work);
      },
    }),
  });
});
afterAll(() => services.dispose());
beforeEach(async () => {
  person = await makePerson(services, { password: oldHash });
});

const signsIn = () => signIn(services, { email: person.email, password, address: "campus" });
const begin = (proven: Awaited<ReturnType<typeof signsIn>>) =>
  startSession(services, { ...proven, device: "A test" });
const replace = (hash: string) =>
  services.db.transaction(
    (tx) => tx.run`update identities set secret_hash = ${hash} where user_id = ${person.id}`,
  );

test("a password that is replaced before the upgrade gets no session", async () => {
  const other = await hashPassword("another one");
  meanwhile = () => replace(other);
  const proven = await signsIn();
  expect(proven).toEqual({ userId: person.id, password: oldHash });
  await expect(begin(proven)).rejects.toMatchObject({
    code: "unauthenticated",
    reason: "credentials_wrong",
  });
});

test("if another sign-in has upgraded the same password, this one gets its session, too", async () => {
  const upgraded = await hashPassword(password);
  meanwhile = () => replace(upgraded);
  const proven = await signsIn();
  expect(proven).toEqual({ userId: person.id, password: upgraded });
  expect((await begin(proven)).id).toBeString();
});

test("if nothing can be written, the old hash stays valid, and the next sign-in upgrades it", async () => {
  meanwhile = () => Promise.reject(new StorageError("full"));
  const proven = await signsIn();
  expect(proven).toEqual({ userId: person.id, password: oldHash });
  expect(services.lines.join()).toContain("password.upgrade_failed");
  expect((await begin(proven)).id).toBeString();
  expect(needsUpgrade((await signsIn()).password)).toBe(false);
});

test("a person who is deleted before the upgrade gets no session", async () => {
  meanwhile = () =>
    services.db.transaction(
      (tx) => tx.run`update users set deleted_at = created_at where id = ${person.id}`,
    );
  const proven = await signsIn();
  await expect(begin(proven)).rejects.toMatchObject({ code: "unauthenticated" });
});
