/** Finds groups and people by their names, among those that the actor may know. */
import { bestMatches } from "#wire/best_match.ts";
import { searchWords } from "#wire/fold.ts";
import { type FoundPerson, knownPeopleNamed } from "#storage/known_people.ts";
import type { Context } from "../context.ts";
import { marksOfNamesakes } from "./namesakes.ts";
import { type Place, withPlaces } from "./places.ts";
import { listGroups } from "../groups/groups.ts";
import { scopeOf } from "../scope.ts";
import { seesEverything } from "../permissions.ts";

export interface Found {
  groups: { id: string; name: string; unread: number }[];
  /**
   * The handle, an address or a username, is for staff; others get a group that tells people of one
   * name apart.
   */
  people: (Pick<FoundPerson, "id" | "name" | "role"> & {
    places: Place[];
    handle?: string;
    mark?: string;
  })[];
}

/** Of each kind. */
const shownMost = 8;
/** The best ones are chosen from these. */
const readMost = 200;
/** Longer searches are cut. */
const charsMost = 100;

/** The best matches; without words, the first groups with unread messages, and nobody. */
export async function findByName(context: Context, typed: string): Promise<Found> {
  const wanted = typed.slice(0, charsMost);
  const words = searchWords(wanted);
  const groups = await listGroups(context);
  if (words.length === 0) {
    const unread = groups.filter((group) => group.unread > 0);
    return { groups: [...new Set([...unread, ...groups])].slice(0, shownMost), people: [] };
  }
  return {
    groups: bestMatches(groups, wanted).slice(0, shownMost),
    people: await people(context, wanted),
  };
}

async function people(context: Context, wanted: string): Promise<Found["people"]> {
  const { db, actor } = context;
  const seesAll = seesEverything(actor);
  const words = searchWords(wanted);
  const rows = await knownPeopleNamed(db, scopeOf(actor), { words, limit: readMost });
  const named = bestMatches(rows, wanted);
  // Only staff find people by their addresses, which nobody else may learn.
  if (seesAll) {
    const found = [...new Set([...named, ...rows])].slice(0, shownMost);
    return found.map(({ id, name, role, email, username }) => {
      return { id, name, role, places: [], handle: email || username };
    });
  }
  const alike = named.map(({ id: userId, name }) => ({ userId, name }));
  const marks = await marksOfNamesakes(context, undefined, alike);
  const shown = await withPlaces(context, named.slice(0, shownMost));
  return shown.map(({ id, name, role, places }) => ({
    id,
    name,
    role,
    places,
    mark: marks.get(id),
  }));
}
