/** Finds people whose address is nearly the same: it was mistyped, here or in the list. */
import { addressKey, foldText } from "#wire/fold.ts";

export interface Addressed {
  email: string;
  name: string;
}

/**
 * @returns a function that finds who has nearly this address: one letter more, less or different, or
 * two swapped; with the same name, two such differences. Addresses made of student numbers are all
 * nearly the same, so digits may differ only with the same name
 */
export function nearFinder<Person extends Addressed>(
  people: readonly Person[],
): (listed: Addressed) => Person | undefined {
  const byShortened = new Map<string, Person[]>();
  const byName = Map.groupBy(people, ({ name }) => foldText(name));
  for (const person of people) {
    for (const key of shortened(addressKey(person.email))) {
      const others = byShortened.get(key);
      if (others) others.push(person);
      else byShortened.set(key, [person]);
    }
  }
  return ({ email, name }) => {
    const key = addressKey(email);
    if (key === "") return undefined;
    const isWithin = (most: number) => (person: Person) =>
      distance(key, addressKey(person.email), most) <= most;
    const sameName = byName.get(foldText(name))?.find(isWithin(2));
    if (sameName) return sameName;
    const nearby = [...shortened(key)].flatMap((one) => byShortened.get(one) ?? []);
    const own = digitsOf(key);
    return nearby.find(
      (person) => digitsOf(addressKey(person.email)) === own && isWithin(1)(person),
    );
  };
}

const digitsOf = (key: string) => key.replace(/[^0-9]+/g, " ").trim();

/** Texts that differ in one place have one of these in common. */
function shortened(key: string): Set<string> {
  if (key === "") return new Set();
  const without = Array.from(key, (_, index) => key.slice(0, index) + key.slice(index + 1));
  return new Set([key, ...without]);
}

/** How many letters differ; two that are swapped count once. Beyond `most` it is not counted. */
function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + cost);
      const isSwapped =
        i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwapped) least = Math.min(least, before[j - 2]! + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[other.length]!;
}
