/** Accounts for people who have none, with usernames that nobody has. */
import { uuidv7 } from "#kit/ids.ts";
import { takenUsernames } from "#storage/roster_changes.ts";
import type { NewUser } from "#storage/users.ts";
import type { Services } from "../context.ts";
import type { Writing } from "../log/write.ts";
import { usernameOf } from "../people/person_fields.ts";
import type { PlannedChange } from "./plan.ts";

/** With more people of one username, the others have a part of their id in it. */
const numbersTried = 9;

export async function newAccounts(
  { clock, random }: Services,
  { tx, now }: Writing,
  people: readonly PlannedChange[],
): Promise<NewUser[]> {
  const bases = people.map(({ name, email }) => usernameOf(email || name));
  const tried = [...new Set(bases)].flatMap((base) => namesFrom(base));
  const taken = await takenUsernames(tx, tried);
  return people.map(({ name, email }, index) => {
    const id = uuidv7(clock.now(), random);
    const base = bases[index]!;
    const free = namesFrom(base).find((username) => !taken.has(username));
    const username = free ?? `${base.slice(0, 19)}-${id.slice(-12)}`;
    taken.add(username);
    return { id, name, email, username, role: "user" as const, at: now };
  });
}

function namesFrom(base: string): string[] {
  const numbered = Array.from({ length: numbersTried - 1 }, (_, index) => `${base}${index + 2}`);
  return [base, ...numbered];
}
