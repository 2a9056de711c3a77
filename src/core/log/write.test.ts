import { expect, test } from "bun:test";
import { appendedKinds, testServices } from "#tests/support/services.ts";
import { writeLogged } from "./write.ts";

test("a transaction that appends nothing emits nothing, and one that fails emits nothing either", async () => {
  const services = testServices();
  let emitted = 0;
  services.appended.subscribe(() => void (emitted += 1));
  await writeLogged(services, ({ tx }) => tx.get`select 1 as one`);
  const failing = writeLogged(services, async ({ appendReordered }) => {
    await appendReordered();
    throw new Error("changed my mind");
  });
  await expect(failing).rejects.toThrow("changed my mind");
  expect(emitted).toBe(0);
  await writeLogged(services, ({ appendReordered }) => appendReordered());
  expect([emitted, appendedKinds(services)]).toEqual([1, ["order"]]);
  services.dispose();
});
