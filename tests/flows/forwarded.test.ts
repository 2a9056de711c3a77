/** Whose attempts are counted behind proxies that write addresses in different forms. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { hashPassword } from "#core/identity/password_hashes.ts";
import { makePerson } from "#tests/support/people.ts";
import { testMs } from "#tests/support/patience.ts";
import { promptClock } from "#tests/support/prompt_clock.ts";
import { testWeb } from "#tests/support/web.ts";

setDefaultTimeout(testMs);

/** The statuses of wrong sign-ins to one account, one per value of the header, in order. */
async function attempts(TRUST_PROXY: string, values: string[]): Promise<number[]> {
  const web = testWeb({ clock: promptClock, env: { TRUST_PROXY } });
  const password = await hashPassword("a password of somebody");
  const { email } = await makePerson(web.services, { password });
  const statuses: number[] = [];
  for (const value of values) {
    const headers = { "X-Forwarded-For": value };
    statuses.push((await web.postJson("/auth/token", { email, password: "no" }, headers)).status);
  }
  web.services.dispose();
  return statuses;
}

const fiveThenLimited = [401, 401, 401, 401, 401, 429, 429];
const others = [1, 2, 3, 4, 5, 6, 7];

const oneAddress: Record<string, (n: number) => string> = {
  "with the port of each connection": (n) => `203.0.113.9:4000${n}`,
  "in brackets, with the port of each connection": (n) => `[2001:db8::1]:4000${n}`,
  "in quotes": (n) => `"[2001:DB8:0::1]:4000${n}"`,
  "of one network, whatever its last half": (n) => `2001:db8::${n}:1`,
  "behind addresses that its sender made up": (n) => `198.51.100.${n}, 203.0.113.9`,
  "written as IPv4 and as IPv6": (n) => (n % 2 ? "203.0.113.9" : "::ffff:203.0.113.9"),
  "that is none, which is the proxy's then": (n) => `unknown${n}`,
  "that is missing in the list's last place": (n) => `198.51.100.${n}, `,
};
for (const [title, value] of Object.entries(oneAddress)) {
  test(`attempts from one address count together: ${title}`, async () => {
    expect(await attempts("yes", others.map(value))).toEqual(fiveThenLimited);
  });
}

test("attempts from seven addresses count separately", async () => {
  const seven = await attempts(
    "yes",
    others.map((n) => `203.0.113.${n}:40000`),
  );
  expect(seven).toEqual(others.map(() => 401));
});

test("without a trusted proxy, a stated address counts for nothing", async () => {
  expect(
    await attempts(
      "no",
      others.map((n) => `203.0.113.${n}`),
    ),
  ).toEqual(fiveThenLimited);
});
