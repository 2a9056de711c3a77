import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { StorageError } from "#storage/database.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { type AttemptLimit, attemptOrRefuse, mayAttemptOrRefuse, SharedLimit } from "./attempts.ts";
import { createRateLimits, RateLimit } from "./rates.ts";

const rate = { burst: 3, perSecond: 0.5 };

let clock: FakeClock;
let services: TestServices;
beforeEach(() => {
  clock = new FakeClock();
  services = testServices({ clock });
});
afterEach(() => services.dispose());

const shared = () => new SharedLimit(services.db, rate, (key) => `hash of ${key}`);
const keys = () => services.db.all`select key from attempts order by key`;

/** The answers to five attempts. */
async function fiveOf(limit: AttemptLimit, key: string): Promise<number[]> {
  const answers: number[] = [];
  for (let count = 0; count < 5; count += 1) answers.push(await limit.take(key));
  return answers;
}

const kinds: [name: string, make: () => AttemptLimit][] = [
  ["of one process", () => new RateLimit(clock, rate)],
  ["of all servers", shared],
];

for (const [name, make] of kinds) {
  describe(`a limit ${name}`, () => {
    test("allows its burst to each key, and refuses the rest without counting it", async () => {
      const limit = make();
      expect(await fiveOf(limit, "ada")).toEqual([0, 0, 0, 2_000, 2_000]);
      expect([await limit.wait("ada"), await limit.wait("ben")]).toEqual([2_000, 0]);
      expect(await fiveOf(limit, "ben")).toEqual([0, 0, 0, 2_000, 2_000]);
    });

    test("allows one more for each time that has passed, up to its burst", async () => {
      const limit = make();
      await fiveOf(limit, "ada");
      await clock.advance(1_500);
      expect(await limit.take("ada")).toBe(500);
      await clock.advance(500);
      expect(await fiveOf(limit, "ada")).toEqual([0, 2_000, 2_000, 2_000, 2_000]);
      await clock.advance(1_000_000);
      expect(await fiveOf(limit, "ada")).toEqual([0, 0, 0, 2_000, 2_000]);
    });

    test("does not count what is given back, even of a key that nobody took", async () => {
      const limit = make();
      await limit.giveBack("ada");
      await fiveOf(limit, "ada");
      await limit.giveBack("ada");
      expect(await fiveOf(limit, "ada")).toEqual([0, 2_000, 2_000, 2_000, 2_000]);
    });

    test("refuses with the reason and the time to wait", async () => {
      const limit = make();
      await mayAttemptOrRefuse(limit, "ada", "sign_in_too_often");
      for (let count = 0; count < 3; count += 1) {
        await attemptOrRefuse(limit, "ada", "sign_in_too_often");
      }
      const refused = { code: "limited", reason: "sign_in_too_often", retryAfterMs: 2_000 };
      for (const ask of [attemptOrRefuse, mayAttemptOrRefuse]) {
        await expect(ask(limit, "ada", "sign_in_too_often")).rejects.toMatchObject(refused);
      }
    });
  });
}

test("two servers count together, however many attempts come at once", async () => {
  const limits = [shared(), shared()];
  const attempts = Array.from({ length: 10 }, (_, index) => limits[index % 2]!.take("ada"));
  const answers = await Promise.all(attempts);
  expect(answers.filter((wait) => wait === 0)).toHaveLength(3);
});

test("a flood of refused attempts writes nothing, and takes no lock", async () => {
  const limit = shared();
  await fiveOf(limit, "ada");
  const { db } = services;
  const transaction = () => Promise.reject(new StorageError("busy"));
  const flooded = new SharedLimit({ ...db, transaction }, rate, (key) => `hash of ${key}`);
  expect(await fiveOf(flooded, "ada")).toEqual([2_000, 2_000, 2_000, 2_000, 2_000]);
  await expect(flooded.take("ben")).rejects.toMatchObject({ problem: "busy" });
});

test("the database learns neither names nor addresses, and keys of different limits differ", async () => {
  const { db, secrets } = services;
  const limits = createRateLimits(clock, { db, secrets });
  const key = "ada@uni.example.edu\n192.0.2.1";
  await limits.loginsByAccount.take(key);
  await limits.loginsByAddress.take(key);
  const other = createRateLimits(clock, { db, secrets: { jwtKey: new Uint8Array(32) } });
  await other.loginsByAccount.take(key);
  expect(await keys()).toEqual(
    Array.from({ length: 3 }, () => ({ key: expect.stringMatching(/^[\w-]{43}$/) })),
  );
});
