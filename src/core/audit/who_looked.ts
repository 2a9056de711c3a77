/** Who looked into a group, for its members and everyone else who sees it. */
import {
  countLooksInto,
  countLooksIntoGroupsOf,
  type LookPage,
  looksInto,
  looksIntoGroupsOf,
  type StoredLook,
} from "#storage/looks.ts";
import type { Queries } from "#storage/database.ts";
import { lookLimits } from "#wire/limits.ts";
import type { LookView } from "#wire/looks.ts";
import type { Context } from "../context.ts";
import { getGroup } from "../groups/groups.ts";

/** A look into a group. */
export interface Look extends LookView {
  conversation: { id: string; name: string };
}

export interface WhoLooked {
  looks: Look[];
  total: number;
  page: number;
  pages: number;
}

/** @param limit how many are on a page; pages count from 1 */
export interface WhoLookedQuery {
  limit?: number;
  page?: number;
}

/** The looks into a group, newest first. @throws {Refusal} not_found, also when the actor may not see it */
export async function whoLookedInto(
  context: Context,
  conversationId: string,
  query: WhoLookedQuery = {},
): Promise<WhoLooked> {
  const { id } = await getGroup(context, conversationId);
  return paged(context, query, {
    count: (db) => countLooksInto(db, id),
    read: (db, page) => looksInto(db, id, page),
  });
}

/** The looks into all groups that the actor is a member of, newest first. */
export function whoLookedIntoOwn(context: Context, query: WhoLookedQuery = {}): Promise<WhoLooked> {
  const { id } = context.actor;
  return paged(context, query, {
    count: (db) => countLooksIntoGroupsOf(db, id),
    read: (db, page) => looksIntoGroupsOf(db, id, page),
  });
}

interface Source {
  count: (db: Queries) => Promise<number>;
  read: (db: Queries, page: LookPage) => Promise<StoredLook[]>;
}

function paged(
  { db }: Context,
  { limit = lookLimits.pageSize, page = 1 }: WhoLookedQuery,
  { count, read }: Source,
): Promise<WhoLooked> {
  return db.snapshot(async (state) => {
    const total = await count(state);
    const pages = Math.max(1, Math.ceil(total / limit));
    const number = Math.min(Math.max(1, page), pages);
    const rows = await read(state, { limit, offset: (number - 1) * limit });
    return { looks: rows.map(lookOf), total, page: number, pages };
  });
}

function lookOf({ conversationId, conversationName, late, shownAt, ...row }: StoredLook): Look {
  return {
    id: row.id,
    conversation: { id: conversationId, name: conversationName },
    actorId: row.actorId,
    actorName: row.actorName,
    office: row.office,
    reason: row.reason,
    beganAt: row.beganAt,
    lastAt: row.lastAt,
    ...(late === 1 && { shownLate: shownAt }),
  };
}
