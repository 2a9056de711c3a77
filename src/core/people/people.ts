/** Finds and shows accounts, for staff. Changing them is in manage_people.ts. */
import { accountLimits } from "#wire/limits.ts";
import { searchWords } from "#wire/fold.ts";
import type { Role } from "#wire/views.ts";
import {
  countPeople,
  peoplePageRows,
  type PeopleFilter,
  personById,
  type StoredPerson,
} from "#storage/people.ts";
import type { Context } from "../context.ts";
import { notFound } from "../refusals.ts";
import { managesPeople } from "../requirements.ts";
import { type Place, withPlaces } from "./places.ts";

export interface PeopleQuery {
  /** Part of a name, an address or a username. */
  query?: string;
  role?: Role;
  /** Only those who have not signed in yet, but could. */
  isAwaited?: boolean;
  /** From 1. A page beyond the last shows the last. */
  page?: number;
}

export type Person = StoredPerson;

export interface PeoplePage {
  rows: (Person & { places: Place[] })[];
  total: number;
  page: number;
  pages: number;
}

/** @throws {Refusal} forbidden */
export async function listPeople(context: Context, query: PeopleQuery): Promise<PeoplePage> {
  managesPeople(context.actor);
  const filter = filterOf(query);
  return context.db.snapshot(async (state) => {
    const total = await countPeople(state, filter);
    const pages = Math.max(1, Math.ceil(total / accountLimits.pageSize));
    const page = Math.min(Math.max(Math.trunc(query.page ?? 1) || 1, 1), pages);
    const offset = (page - 1) * accountLimits.pageSize;
    const rows = await peoplePageRows(state, filter, { limit: accountLimits.pageSize, offset });
    const { actor } = context;
    return { rows: await withPlaces({ db: state, actor }, rows), total, page, pages };
  });
}

/** Includes disabled accounts but not deleted ones. @throws {Refusal} forbidden, not_found */
export async function getPerson(context: Context, id: string): Promise<Person> {
  managesPeople(context.actor);
  const row = await personById(context.db, id);
  if (!row) throw notFound();
  return row;
}

/** Longer searches are cut. */
export function filterOf({ query = "", role, isAwaited }: PeopleQuery): PeopleFilter {
  const words = searchWords(query.slice(0, 100));
  return { words, role: role ?? "", isAwaited: isAwaited ? 1 : 0 };
}
