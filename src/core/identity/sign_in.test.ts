import { afterAll, beforeAll, expect, test } from "bun:test";
import { pbkdf2Sync } from "node:crypto";
import type { RefusalCode } from "#wire/codes.ts";
import { personLimits } from "#wire/limits.ts";
import type { Clock } from "#kit/clock.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { makePerson } from "#tests/support/people.ts";
import { promptClock } from "#tests/support/prompt_clock.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import { changePassword } from "../people/accounts.ts";
import { newHash } from "./passwords.ts";
import { createRateLimits, type RateLimits } from "../rates.ts";
import type { Refusal } from "../refusals.ts";
import { type Credentials, signIn } from "./sign_in.ts";

let services: TestServices;
let email: string;
let userId: string;
beforeAll(async () => {
  services = testServices();
  const person = await makePerson(services, { password: await newHash("the right one") });
  ({ email, id: userId } = person);
});
afterAll(() => services.dispose());

type Attempt = Partial<Credentials> & Pick<Credentials, "email" | "password">;

interface Around {
  rates?: RateLimits;
  clock?: Clock;
}

const attempt = ({
  rates = services.rates,
  clock = promptClock,
  ...credentials
}: Attempt & Around) =>
  signIn({ ...services, rates, clock }, { address: "192.0.2.1", ...credentials }).catch(
    (error: unknown) => error,
  );

/** A clock that advances by `tickMs` with each reading, and notes how long the code sleeps. */
function tickingClock(tickMs: number) {
  let nowMs = 0;
  const slept: number[] = [];
  const clock: Clock = {
    now: () => Date.now(),
    monotonic: () => (nowMs += tickMs),
    after(delayMs, callback) {
      slept.push(delayMs);
      queueMicrotask(callback);
      return () => {};
    },
  };
  return { clock, slept };
}

test("a username signs in as the address does, with the same limit", async () => {
  const rates = createRateLimits(new FakeClock());
  const username = "no-address";
  const password = await newHash("another right one");
  const lone = await makePerson(services, { username, email: "", password });
  const right = { email: " No-Address ", password: "another right one" };
  expect(await attempt({ ...right, rates })).toMatchObject({ userId: lone.id });
  expect(await attempt({ ...right, email: "" })).toMatchObject({ reason: "credentials_wrong" });
  const person = await makePerson(services, { password });
  for (const name of [person.username, person.email, person.username, person.email, "x"]) {
    await attempt({ email: name, password: "wrong", rates });
  }
  expect(await attempt({ email: person.username, password: "wrong", rates })).toMatchObject({
    reason: "credentials_wrong",
  });
  for (const name of [person.username, person.email]) {
    const refused = await attempt({ email: name, password: "another right one", rates });
    expect(refused).toMatchObject({ code: "limited" });
  }
});

test("every refusal gets the same answer at the same time after its check began", async () => {
  const hashes = [
    `pbkdf2:sha256:600000$salt$${"ab".repeat(32)}`,
    `pbkdf2:sha256:1000000$salt$${"ab".repeat(32)}`,
    `scrypt:32768:8:1$salt$${"ab".repeat(64)}`,
    "none$salt$00",
    null,
  ];
  const wrong: Attempt[] = [
    { email, password: "the wrong one" },
    { email: "nobody@uni.example.edu", password: "the right one" },
    { email: "no address", password: "" },
    { email, password: "x".repeat(100_000) },
  ];
  for (const password of hashes) {
    const adopted = await makePerson(services, { password });
    wrong.push({ email: adopted.email, password: "the wrong one" });
  }
  for (const [tickMs, rest] of [
    [100, 900],
    [999, 1],
    [1_300, 700],
  ] as const) {
    const answers = new Set<string>();
    for (const credentials of wrong) {
      const { clock, slept } = tickingClock(tickMs);
      const rates = createRateLimits({ monotonic: () => 0 });
      const answer = await attempt({ ...credentials, rates, clock });
      expect(answer).toMatchObject({ code: "unauthenticated", reason: "credentials_wrong" });
      answers.add(JSON.stringify([answer, String(answer)]));
      expect(slept).toEqual([rest]);
    }
    expect(answers.size).toBe(1);
  }
});

test("an old password of any sane length signs in, as in the original; a new one has a limit", async () => {
  const long = "Grüße ".repeat(600);
  expect(long.length).toBeGreaterThan(3_000);
  const salt = "k3Y8sDfG";
  const digest = pbkdf2Sync(long, salt, 1_000, 32, "sha256").toString("hex");
  const old = await makePerson(services, { password: `pbkdf2:sha256:1000$${salt}$${digest}` });
  const wrong = await attempt({ email: old.email, password: `${long}x` });
  expect(wrong).toMatchObject({ code: "unauthenticated" });
  // First with the old hash, then with ours, which has replaced it.
  for (let time = 0; time < 2; time += 1) {
    expect(await attempt({ email: old.email, password: long })).toMatchObject({ userId: old.id });
  }
  for (const [length, outcome] of [
    [personLimits.oldPasswordChars, {}],
    [personLimits.oldPasswordChars + 1, { code: "unauthenticated" }],
  ] as const) {
    const huge = "x".repeat(length);
    const person = await makePerson(services, { password: await newHash(huge) });
    const signedIn = { userId: person.id };
    const expected = "code" in outcome ? outcome : signedIn;
    expect(await attempt({ email: person.email, password: huge })).toMatchObject(expected);
  }
  await expect(
    changePassword(old.context, { current: long, password: long }),
  ).rejects.toMatchObject({
    reason: "password_long",
  });
});

test("failures are counted in little memory, however long the typed address", async () => {
  const rates = createRateLimits({ monotonic: () => 0 });
  const taken: string[] = [];
  const take = rates.loginsByAccount.take.bind(rates.loginsByAccount);
  rates.loginsByAccount.take = (key) => {
    taken.push(key);
    return take(key);
  };
  const long = "a".repeat(250_000);
  const answer = await attempt({ email: `${email}${long}`, password: "the right one", rates });
  expect(answer).toMatchObject({ code: "unauthenticated" });
  // One character becomes eighteen when addresses are compared.
  await attempt({ email: "\ufdfa".repeat(personLimits.emailChars), password: "", rates });
  expect(taken).toHaveLength(2);
  for (const key of taken) expect(key.length).toBeLessThan(1_000);
});

test("the longest possible address signs in, and one that only begins like it does not", async () => {
  const domain = "@uni.example.edu";
  const longest = `${"a".repeat(personLimits.emailChars - domain.length)}${domain}`;
  const password = await newHash("the right one");
  const person = await makePerson(services, { email: longest, password });
  const right = { password: "the right one" };
  expect(await attempt({ ...right, email: longest })).toMatchObject({ userId: person.id });
  expect(await attempt({ ...right, email: `${longest}x` })).toMatchObject({
    code: "unauthenticated",
  });
});

test("failures count for one address only, however alike two are", async () => {
  const rates = createRateLimits({ monotonic: () => 0 });
  const password = "none$salt$00";
  const codes = async (alike: string) => {
    await makePerson(services, { email: alike, username: alike.replace("@", "."), password });
    const guess = { email: alike, password: "guess", rates };
    const answers = await Promise.all(Array.from({ length: 6 }, () => attempt(guess)));
    return answers.map((answer) => (answer as Refusal).code).toSorted();
  };
  const fiveThenLimited: RefusalCode[] = ["limited", ...Array(5).fill("unauthenticated")];
  for (const alike of ["alike@uni.example.edu", "blike@uni.example.edu", "alike@uni.example.ed"]) {
    expect(await codes(alike)).toEqual(fiveThenLimited);
  }
});

test("attempts refused because of their network address push out no failure count", async () => {
  const rates = createRateLimits({ monotonic: () => 0 });
  const guess = { email, password: "guess", address: "192.0.2.7", rates };
  await Promise.all(Array.from({ length: 5 }, () => attempt(guess)));
  expect(await attempt(guess)).toMatchObject({ code: "limited" });
  const address = "192.0.2.8";
  while (rates.loginsByAddress.take(address) === 0);
  const together = 1_000;
  for (let count = 0; count < 50_001; count += together) {
    const answers = await Promise.all(
      Array.from({ length: together }, (_, index) =>
        attempt({ email: `${count + index}@uni.example.edu`, password: "", address, rates }),
      ),
    );
    expect(new Set(answers.map((answer) => (answer as Refusal).code))).toEqual(
      new Set(["limited"]),
    );
  }
  expect(await attempt(guess)).toMatchObject({ code: "limited" });
});

test("the right password signs in, however the address is written", async () => {
  expect(
    await attempt({ email: ` ${email.toUpperCase()} `, password: "the right one" }),
  ).toMatchObject({
    userId,
  });
});

test("five failures block one device but not another, and successes do not count", async () => {
  const own = { email, password: "the right one", device: { userId, mark: "own" } };
  for (let count = 0; count < 10; count += 1) expect(await attempt(own)).toMatchObject({ userId });
  const strange = { email, password: "guess", device: { userId, mark: "strange" } };
  const failures = await Promise.all(Array.from({ length: 6 }, () => attempt(strange)));
  const limited = failures.filter((failure) => (failure as Refusal).code === "limited");
  expect(limited).toMatchObject([{ reason: "sign_in_too_often" }]);
  expect((limited[0] as Refusal).retryAfterMs).toBeGreaterThan(1_000);
  expect(await attempt({ ...strange, password: "the right one" })).toMatchObject({
    code: "limited",
  });
  expect(await attempt(own)).toMatchObject({ userId });
});

test("only the right password reveals that an account is disabled", async () => {
  const person = await makePerson(services, { password: await newHash("the right one") });
  await services.db.transaction(
    (tx) => tx.run`update users set disabled_at = created_at where id = ${person.id}`,
  );
  const wrong = { email: person.email, password: "the wrong one" };
  expect(await attempt(wrong)).toMatchObject({ reason: "credentials_wrong" });
  expect(await attempt({ ...wrong, password: "the right one" })).toMatchObject({
    code: "forbidden",
    reason: "account_disabled",
  });
});

test("a hash of the original is replaced by ours at the first sign-in", async () => {
  const old =
    "pbkdf2:sha256:260000$k3Y8sDfG$a1d1973bcd73639c93d13323f026e2e4a5f756e64dd7fbcdde2b15eb046cce6a";
  const person = await makePerson(services, { password: old });
  const stored = () =>
    services.db.get<{
      password: string;
    }>`select secret_hash as password from identities where user_id = ${person.id}`;
  await attempt({ email: person.email, password: "wrong horse" });
  expect((await stored())?.password).toBe(old);
  const right = { email: person.email, password: "correct horse" };
  expect(await attempt(right)).toMatchObject({ userId: person.id });
  expect((await stored())?.password).toStartWith("$argon2id$");
  expect(await attempt(right)).toMatchObject({ userId: person.id });
});

test("one account can sign in thirty times per minute, and wrong passwords do not count", async () => {
  const rates = createRateLimits({ monotonic: () => 0 });
  const right = { email, password: "the right one", rates };
  for (let count = 0; count < 3; count += 1) await attempt({ ...right, password: "guess" });
  for (let count = 0; count < 30; count += 1) {
    const device = { userId, mark: `browser ${count}` };
    expect(await attempt({ ...right, device })).toMatchObject({ userId });
  }
  const told = { code: "limited", reason: "sign_in_too_often", retryAfterMs: 2_000 };
  expect(await attempt(right)).toMatchObject(told);
  expect(await attempt({ ...right, device: { userId, mark: "another" } })).toMatchObject(told);
  const person = await makePerson(services, { password: await newHash("the right one") });
  expect(await attempt({ ...right, email: person.email })).toMatchObject({ userId: person.id });
});

test("an attempt that is refused after thirty sign-ins costs no guess", async () => {
  const clock = new FakeClock();
  const rates = createRateLimits(clock);
  const right = { email, password: "the right one", rates };
  while (rates.signInsByAccount.take(userId) === 0);
  for (let count = 0; count < 10; count += 1) {
    expect(await attempt(right)).toMatchObject({ code: "limited" });
  }
  await clock.advance(2_000);
  expect(await attempt(right)).toMatchObject({ userId });
});

test("at most thirty checks of one account run at once, however many browsers send them", async () => {
  const rates = createRateLimits({ monotonic: () => 0 });
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, count) =>
      attempt({
        email,
        password: "the right one",
        device: { userId, mark: `m${count}` },
        rates,
      }),
    ),
  );
  expect(answers.filter((answer) => !(answer instanceof Error))).toHaveLength(30);
});

test("an address without an account asks the limits as often as one with an account, so that nothing takes longer", async () => {
  const asked = async (address: string) => {
    const calls: string[] = [];
    const note = (call: string) => {
      calls.push(call);
      return 0;
    };
    const limit = (name: string) => ({
      wait: () => note(`${name} wait`),
      take: () => note(`${name} take`),
      giveBack: () => void note(`${name} give back`),
    });
    const rates = {
      ...services.rates,
      loginsByAccount: limit("account"),
      loginsByAddress: limit("address"),
      signInsByAccount: limit("sign-ins"),
    };
    await attempt({ email: address, password: "a guess", rates });
    return calls;
  };
  const calls = await asked(email);
  expect(calls).toContain("sign-ins take");
  expect(await asked("nobody@uni.example.edu")).toEqual(calls);
});
