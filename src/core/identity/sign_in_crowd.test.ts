/** A lecture hall signs in: how honest attempts count when many come from one address at once. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { StorageError } from "#storage/database.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { until } from "#tests/support/patience.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { changePassword, registerAccount } from "../people/accounts.ts";
import { hashPassword } from "./password_hashes.ts";
import { createRateLimits, RateLimit } from "../rates.ts";
import { type DeviceMark, signIn } from "./sign_in.ts";

const password = "the right one";
const hash = await hashPassword(password);
/** Checks no real password, takes a while of fake time and no real time. */
const slowHash = `pbkdf2:sha256:1000000$salt$${"ab".repeat(32)}`;
const brokenHash = "none$salt$00";
/** The number of accounts. */
const hall = 12;
let services: TestServices;
let people: TestPerson[];
let failure: StorageError | undefined;
/** The number of answered reads of an account. */
let answered = 0;

beforeAll(async () => {
  services = testServices({
    around: (db) => ({
      ...db,
      async get<Row>(...query: Parameters<typeof db.get>) {
        if (failure) throw failure;
        const row = await db.get<Row>(...query);
        answered += 1;
        return row;
      },
    }),
  });
  people = [];
  for (let count = 0; count < hall; count += 1) {
    people.push(await makePerson(services, { password: hash }));
  }
});
afterAll(() => services.dispose());

/** Limits on a stopped clock: waiting gives nothing back. */
function limited(addressBurst = 600) {
  const still = { monotonic: () => 0 };
  const loginsByAddress = new RateLimit(still, { burst: addressBurst, perSecond: 1 });
  return { ...services, rates: { ...createRateLimits(still), loginsByAddress } };
}

interface Attempt {
  email: string;
  password: string;
  address?: string;
  device?: DeviceMark;
}

/** The result of an attempt: `in`, or the code of the refusal. */
const outcome = (given: ReturnType<typeof limited>, attempt: Attempt): Promise<string> =>
  signIn(given, { address: "campus", ...attempt }).then(
    () => "in",
    (error: { code: string }) => error.code,
  );

const countOf = (outcomes: string[], kind: string) => outcomes.filter((one) => one === kind).length;

test("simultaneous guesses from one address are as limited as consecutive ones", async () => {
  const given = limited(4);
  const outcomes = await Promise.all(
    people.map(({ email }) => outcome(given, { email, password: "guess" })),
  );
  expect(countOf(outcomes, "unauthenticated")).toBe(4);
  expect(countOf(outcomes, "limited")).toBe(hall - 4);
  expect(await outcome(given, { email: people[0]!.email, password })).toBe("limited");
});

test("a refusal because of the address costs the account no attempt", async () => {
  const given = limited(4);
  const [first] = people;
  await Promise.all(people.map(({ email }) => outcome(given, { email, password: "guess" })));
  for (let count = 0; count < 8; count += 1) {
    expect(await outcome(given, { email: people.at(-1)!.email, password })).toBe("limited");
  }
  const elsewhere = { email: first!.email, password, address: "elsewhere" };
  expect(await outcome(given, elsewhere)).toBe("in");
  const rates = { ...given.rates, loginsByAddress: limited().rates.loginsByAddress };
  const last = { email: people.at(-1)!.email, password };
  expect(await outcome({ ...given, rates }, last)).toBe("in");
});

test("more simultaneous right passwords than an address has guesses all sign in", async () => {
  const given = limited(4);
  const outcomes = await Promise.all(
    people.map(({ email }) => outcome(given, { email, password })),
  );
  expect(countOf(outcomes, "in")).toBe(hall);
  // Those have cost nothing: the four guesses are still available.
  const guesses = await Promise.all(
    people.map(({ email }) => outcome(given, { email, password: "guess" })),
  );
  expect(countOf(guesses, "unauthenticated")).toBe(4);
});

test("a refusal because too many wait costs no attempt", async () => {
  const given = limited();
  given.rates.registrationsByAddress = new RateLimit(
    { monotonic: () => 0 },
    { burst: 1, perSecond: 1 },
  );
  const door = { registration: { mode: "open" }, address: "campus" } as const;
  const newcomer = {
    email: "newcomer@uni.example.edu",
    name: "Nina",
    password: "long and unusual 7",
  };
  const waiting = await Promise.all(
    Array.from({ length: 402 }, (_, index) =>
      makePerson(services, { password: index < 2 ? slowHash : brokenHash }),
    ),
  );
  // All from the campus's address; the first two take a while.
  const crowd: Promise<string>[] = [];
  for (const some of [waiting.slice(0, 2), waiting.slice(2)]) {
    const before = answered;
    crowd.push(...some.map((person) => outcome(given, { email: person.email, password })));
    await until(async () => answered === before + some.length, "all of them being in line");
  }
  const { email, actor } = people[0]!;
  const context = { ...given, actor };
  const change = { current: password, password };
  for (let count = 0; count < 8; count += 1) {
    expect(await outcome(given, { email, password })).toBe("busy");
    await expect(registerAccount(given, door, newcomer)).rejects.toMatchObject({ code: "busy" });
  }
  // A known browser does not wait in that queue.
  expect((await changePassword(context, change)).id).toBeString();
  const device = { userId: actor.id, mark: "known" };
  expect(await outcome(given, { email, password, device })).toBe("in");
  expect(await outcome(given, { email, password, address: "elsewhere" })).toBe("in");
  expect(countOf(await Promise.all(crowd), "unauthenticated")).toBe(402);
  expect(await outcome(given, { email, password })).toBe("in");
  expect((await registerAccount(given, door, newcomer)).userId).toBeString();
});

test("a database that does not answer costs no attempt", async () => {
  const given = limited(4);
  const { email } = people[0]!;
  failure = new StorageError("busy");
  for (let count = 0; count < 8; count += 1) {
    await expect(signIn(given, { email, password, address: "campus" })).rejects.toThrow("busy");
  }
  failure = undefined;
  expect(await outcome(given, { email, password })).toBe("in");
});
