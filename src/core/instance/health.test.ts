import { afterEach, beforeEach, expect, test } from "bun:test";
import { StorageError } from "#storage/database.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { isReady } from "./health.ts";

let clock: FakeClock;
let services: TestServices;
beforeEach(() => {
  clock = new FakeClock();
  services = testServices({ clock });
});
afterEach(() => services.dispose());

/** A server whose database gives this answer to every query. */
const withAnswer = (get: () => Promise<never>) =>
  isReady({ clock, db: { ...services.db, get, all: get } });

test("a server without its database is not ready: refused, or without an answer for two seconds", async () => {
  expect(await withAnswer(() => Promise.reject(new StorageError("busy")))).toBe(false);
  let answer: boolean | undefined;
  const asked = withAnswer(() => new Promise(() => {})).then((is) => (answer = is));
  await clock.advance(1_999);
  expect(answer).toBeUndefined();
  await clock.advance(1);
  await asked;
  expect(answer).toBe(false);
});

test("a server with its database is ready, and no timer remains", async () => {
  expect(await isReady(services)).toBe(true);
  expect(clock.waiting).toBe(0);
});
