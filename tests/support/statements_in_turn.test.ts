import { afterAll, beforeAll, expect, test } from "bun:test";
import { makePerson } from "./people.ts";
import { type TestServices, testServices } from "./services.ts";

let services: TestServices;
let id: string;
beforeAll(async () => {
  services = testServices();
  ({ id } = await makePerson(services, { name: "Ada" }));
});
afterAll(() => services.dispose());

const nameNow = () => services.db.get`select name from users where id = ${id}`;

test("a transaction fails if it does not await a statement before the next one", async () => {
  let early: Promise<unknown> = Promise.resolve();
  const failed = services.db.transaction(async (tx) => {
    early = tx.run`update users set name = 'early' where id = ${id}`.catch(String);
    await tx.run`update users set name = 'awaited' where id = ${id}`;
  });
  await expect(failed).rejects.toThrow(
    "not awaited in its transaction: update users set name = 'e",
  );
  expect(await early).toContain("after the end of its transaction");
  expect(await nameNow()).toEqual({ name: "Ada" });
});

test("a transaction fails if it does not await its last statement", async () => {
  let late: Promise<unknown> = Promise.resolve();
  const failed = services.db.transaction(async (tx) => {
    late = tx.run`update users set name = 'late' where id = ${id}`.catch(String);
  });
  await expect(failed).rejects.toThrow("not awaited in its transaction");
  expect(await late).toContain("after the end of its transaction");
  expect(await nameNow()).toEqual({ name: "Ada" });
});
