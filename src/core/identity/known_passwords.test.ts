import { afterAll, beforeAll, expect, test } from "bun:test";
import { pbkdf2Sync } from "node:crypto";
import { makePerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { accountsWithDemoPassword, hashesOfDemoPasswords } from "./known_passwords.ts";

let services: TestServices;
beforeAll(() => {
  services = testServices();
});
afterAll(() => services.dispose());

/** A hash that is tested at once. */
function quickHash(password: string, salt: string): string {
  const digest = pbkdf2Sync(password, salt, 1, 20, "sha1").toString("hex");
  return `pbkdf2:sha1:1$${salt}$${digest}`;
}

test("every hash of a demo password is found, in any number, and no other", async () => {
  const others = ["Admin", "test ", "student", "x", "y"].map((one, at) => quickHash(one, `o${at}`));
  const known = ["admin", "test", "student-demo", "test", "admin"].map((one, at) =>
    quickHash(one, `k${at}`),
  );
  const mixed = known.flatMap((hash, at) => [others[at]!, hash]);
  for (let count = 0; count <= mixed.length; count += 1) {
    const hashes = mixed.slice(0, count);
    const seen: [number, number][] = [];
    const found = await hashesOfDemoPasswords([...hashes, ...hashes], (...step) => seen.push(step));
    expect([...found].toSorted()).toEqual(known.filter((hash) => hashes.includes(hash)).toSorted());
    // Each is tested once, however often it is there.
    expect(seen).toEqual(hashes.map((_, at) => [at + 1, count]));
  }
});

test("an account of the demo is known by its address or its username", async () => {
  const { db } = services;
  const password = quickHash("test", "salt");
  const own = { password: quickHash("their own", "salt") };
  await makePerson(services, { email: "ada@test.com", username: "changed", password });
  await makePerson(services, { email: "mei@uni.example.edu", username: "mei", password });
  await makePerson(services, { email: "jonas@test.com", username: "jonas", ...own });
  await makePerson(services, { email: "another@test.com", username: "test.com", password });
  const found = await accountsWithDemoPassword(db);
  expect(found.map(({ handle }) => handle).toSorted()).toEqual([
    "ada@test.com",
    "mei@uni.example.edu",
  ]);
});
