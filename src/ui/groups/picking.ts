/** Which of very many people a picker lists, and how it keeps the choice of the others. */
import { accountLimits } from "#wire/limits.ts";
import { matchesWords, searchKey, searchWords } from "#wire/fold.ts";
import type { MemberRole } from "#wire/views.ts";
import type { PickablePerson } from "./person_row.tsx";

export interface Picking {
  /** Everyone who can be chosen. */
  people: PickablePerson[];
  /** The chosen people, with their roles. */
  chosen: ReadonlyMap<string, MemberRole>;
  /** The search text; empty finds everyone. */
  find: string;
  /** Whether it finds only people who are in no group. */
  free: boolean;
}

export interface Listing {
  listed: PickablePerson[];
  /** People who are chosen but not listed; the form sends them in hidden fields. */
  kept: [id: string, role: MemberRole][];
  found: number;
  /** Whether all people can be listed at once, so that no search on the server is needed. */
  isWhole: boolean;
}

/** People whose name, username or address matches the search. */
export function foundPeople<Person extends PickablePerson>(
  people: Person[],
  { find, free }: Pick<Picking, "find" | "free">,
): Person[] {
  const words = searchWords(find);
  const eligible = free ? people.filter(({ groupCount }) => groupCount === 0) : people;
  if (words.length === 0) return eligible;
  return eligible.filter(({ name, username, email }) =>
    matchesWords(searchKey(name, username, email), words),
  );
}

/** If not everyone can be listed, chosen people come first. */
export function listing({ people, chosen, find, free }: Picking): Listing {
  const isWhole = people.length <= accountLimits.picked;
  if (isWhole) return { listed: people, kept: [], found: people.length, isWhole };
  const found = foundPeople(people, { find, free }).toSorted(
    (a, b) => Number(chosen.has(b.id)) - Number(chosen.has(a.id)),
  );
  const listed = found.slice(0, accountLimits.picked);
  const ids = new Set(listed.map(({ id }) => id));
  const kept = people.flatMap(({ id }): Listing["kept"] => {
    const role = ids.has(id) ? undefined : chosen.get(id);
    return role ? [[id, role]] : [];
  });
  return { listed, kept, found: found.length, isWhole };
}
