/** Which of very many people a picker lists, and what it keeps of the others. */
import { accountLimits } from "#wire/limits.ts";
import { matchesWords, searchKey, searchWords } from "#wire/fold.ts";
import type { MemberRole } from "#wire/views.ts";
import type { PickablePerson } from "./person_row.tsx";

export interface Picking {
  /** Everybody who can be chosen. */
  people: PickablePerson[];
  /** Who is chosen, with the role chosen for them. */
  chosen: ReadonlyMap<string, MemberRole>;
  /** What was searched for; empty finds everybody. */
  find: string;
}

export interface Listing {
  listed: PickablePerson[];
  /** Chosen, and not listed: sent along unseen. */
  kept: [id: string, role: MemberRole][];
  found: number;
  /** Everybody can be listed at once: no search of the server's is needed. */
  isWhole: boolean;
}

/** Those whose name, user name or address has what is searched for. */
export function foundPeople<Person extends PickablePerson>(
  people: Person[],
  find: string,
): Person[] {
  const words = searchWords(find);
  if (words.length === 0) return people;
  return people.filter(({ name, username, email }) =>
    matchesWords(searchKey(name, username, email), words),
  );
}

/** Who is chosen comes first where not everybody can be listed. */
export function listing({ people, chosen, find }: Picking): Listing {
  const isWhole = people.length <= accountLimits.picked;
  if (isWhole) return { listed: people, kept: [], found: people.length, isWhole };
  const found = foundPeople(people, find).toSorted(
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
