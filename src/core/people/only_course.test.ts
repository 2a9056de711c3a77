/** While there is one course, having an account means being in it. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { courseMembershipsOf } from "#storage/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { registerAccount, registerGuest } from "./accounts.ts";
import { createPerson, editPerson, removePerson } from "./manage_people.ts";

let services: TestServices;
let admin: TestPerson;
beforeEach(async () => {
  services = testServices();
  admin = await makePerson(services, { role: "admin" });
});
afterEach(() => services.dispose());

const rolesOf = async (id: string) =>
  (await courseMembershipsOf(services.db, id)).map(
    ({ courseId, role, source }) => `${role} of ${courseId} by ${source}`,
  );

const open = { registration: { mode: "open" as const }, address: "192.0.2.1" };

test("guests are in no course", async () => {
  const { userId } = await registerGuest(services, open, { email: "g@a.edu", name: "Gast" });
  expect(await rolesOf(userId)).toEqual([]);
});

test("with a second course, a new account is in none", async () => {
  const earlier = await makePerson(services);
  await services.db.transaction(
    (tx) => tx.run`
      insert into courses (id, name, position, created_at, updated_at)
      values ('second', 'Second', 2, '', '')`,
  );
  const later = await createPerson(admin.context, { ...ada, role: "user" });
  expect([await rolesOf(earlier.id), await rolesOf(later.id)]).toEqual([
    ["student of first by account"],
    [],
  ]);
});

const ada = { name: "Ada", email: "ada@a.edu" };

test("who registers, or is added, becomes a student, and staff become teachers", async () => {
  const password = "wren-lantern-42";
  const { userId } = await registerAccount(services, open, { ...ada, password });
  const bob = { name: "Bob", email: "bob@a.edu", role: "admin" as const };
  const added = await createPerson(admin.context, bob);
  expect([await rolesOf(userId), await rolesOf(added.id)]).toEqual([
    ["student of first by account"],
    ["teacher of first by account"],
  ]);
});

test("the role in the course follows that of the account", async () => {
  const { id } = await makePerson(services);
  const roles = [];
  for (const role of ["admin", "user", "guest", "user"] as const) {
    await editPerson(admin.context, id, { role });
    roles.push(await rolesOf(id));
  }
  expect(roles).toEqual([
    ["teacher of first by account"],
    ["student of first by account"],
    [],
    ["student of first by account"],
  ]);
});

test("a role from another source stays when that of the account ends", async () => {
  const { id } = await makePerson(services);
  await services.db.transaction(
    (tx) => tx.run`
      insert into course_members (course_id, user_id, role, source, joined_at)
      values ('first', ${id}, 'tutor', 'hand', '')`,
  );
  await editPerson(admin.context, id, { role: "guest" });
  expect(await rolesOf(id)).toEqual(["tutor of first by hand"]);
});

test("a deleted account is in no course", async () => {
  const { id } = await makePerson(services);
  await removePerson(admin.context, id);
  expect(await rolesOf(id)).toEqual([]);
});
