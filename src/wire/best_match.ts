/** The order in which the results of a search by name are shown. */
import { foldText, matchesWords, searchKey, searchWords } from "./fold.ts";

/**
 * Those whose name holds every typed word, the best match first: the whole name, its beginning, the
 * beginning of a word, anything else. A number that goes on ("Team 1" in "Team 12") is the worse
 * match. Equal matches keep their order.
 */
export function bestMatches<Item extends { name: string }>(
  items: readonly Item[],
  typed: string,
): Item[] {
  const words = searchWords(typed);
  if (words.length === 0) return [...items];
  const wanted = foldText(typed);
  return items
    .filter(({ name }) => matchesWords(searchKey(name), words))
    .map((item) => ({ item, rank: rankOf(foldText(item.name), wanted) }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ item }) => item);
}

/** @returns 0 for the best */
function rankOf(name: string, wanted: string): number {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return goesOn(name, wanted.length) ? 2 : 1;
  const at = name.indexOf(` ${wanted}`);
  if (at === -1) return 5;
  return goesOn(name, at + 1 + wanted.length) ? 4 : 3;
}

/** Whether the word or number that ends before this place goes on at it. */
function goesOn(name: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(name[at] ?? "");
}
