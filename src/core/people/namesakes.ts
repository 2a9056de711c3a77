/** What tells people of the same name apart in a list: the address for staff, a group for others. */
import { foldText } from "#wire/fold.ts";
import { groupNamesOf } from "#storage/known_people.ts";
import { usersByIds } from "#storage/users.ts";
import type { Context } from "../context.ts";
import { scopeOf } from "../scope.ts";
import { seesEverything } from "../permissions.ts";

interface Named {
  userId: string;
  name: string;
}

/**
 * Of the people in a list that the actor sees, such as the members of a group, those who share a
 * name, with what tells them apart. Others, and those of whom the actor knows nothing more, are
 * left out.
 * @param conversationId the group whose members they are
 */
export async function marksOfNamesakes(
  { db, actor }: Context,
  conversationId: string | undefined,
  members: readonly Named[],
): Promise<Map<string, string>> {
  const alike = keptAlike(members);
  const ids = alike.flatMap((people) => people.map(({ userId }) => userId));
  if (ids.length === 0) return new Map();
  if (seesEverything(actor)) {
    const users = await usersByIds(db, ids);
    return new Map(users.map(({ id, email, username }) => [id, email || username]));
  }
  const known = await groupNamesOf(db, scopeOf(actor), ids);
  const marks = new Map<string, string>();
  for (const people of alike) {
    for (const { userId } of people) {
      const others = new Set(people.map((one) => one.userId).filter((id) => id !== userId));
      const shared = new Set(known.filter((row) => others.has(row.userId)).map(({ id }) => id));
      const own = known.filter((row) => row.userId === userId && row.id !== conversationId);
      const mark = own.find(({ id }) => !shared.has(id))?.name;
      if (mark !== undefined) marks.set(userId, mark);
    }
  }
  return marks;
}

/** Of lists that are kept: their names are folded once. */
const alikeOf = new WeakMap<readonly Named[], Named[][]>();

function keptAlike(members: readonly Named[]): Named[][] {
  const alike = alikeOf.get(members) ?? namedAlike(members);
  alikeOf.set(members, alike);
  return alike;
}

/** Groups of two or more people whose names look the same. */
export function namedAlike<Person extends Pick<Named, "name">>(
  people: readonly Person[],
): Person[][] {
  const byName = new Map<string, Person[]>();
  for (const person of people) {
    const key = foldText(person.name);
    const same = byName.get(key);
    if (same) same.push(person);
    else byName.set(key, [person]);
  }
  return [...byName.values()].filter(({ length }) => length > 1);
}
