/** Reads the audit log of what staff did. */
import {
  actorsInLog,
  auditCount,
  auditPage,
  type LogFilter,
  type LogReader,
  type NamedAct,
  type NamedInLog,
  namedInLog,
} from "#storage/audit.ts";
import type { Queries } from "#storage/database.ts";
import { knownAmong } from "#storage/known_people.ts";
import { matchesWords, searchKey, searchWords } from "#wire/fold.ts";
import { logLimits } from "#wire/limits.ts";
import { operatorId } from "./audit.ts";
import type { Context } from "../context.ts";
import { scopeOf } from "../scope.ts";
import { readsAuditLog } from "../requirements.ts";
import { readerOf } from "./log_settings.ts";

export interface AuditEntry {
  id: string;
  /** UTC ISO text. */
  at: string;
  actorId: string;
  /** Null if the account is gone, and for the operator, who has none. */
  actorName: string | null;
  /** Whether the reader may open the card of who did it. */
  knowsActor: boolean;
  byOperator: boolean;
  verb: string;
  conversation: { id: string; name: string | null } | null;
  /** Undefined while there is one course, which has no name. */
  course?: { id: string; name: string };
  /** The person concerned, as the author of a message; their name is null if the account is gone. */
  subject: { id: string; name: string | null; isKnown: boolean } | null;
  detail: string | null;
}

/** What entries may be about. */
export const logTopics = ["looks", "messages", "people", "groups", "courses", "other"] as const;
export type LogTopic = (typeof logTopics)[number];

/** Which entries are wanted; without anything, all. */
export interface LogQuery {
  topic?: LogTopic | undefined;
  /** Who did it. */
  actorId?: string;
  /** Words in the name of who did it, of whom it concerns, or of the group. */
  search?: string;
  /** Days such as 2026-11-28, both included, in UTC. */
  from?: string;
  until?: string;
}

export interface AuditPage {
  entries: AuditEntry[];
  total: number;
  page: number;
  pages: number;
  /** Everyone who has done something that the actor may read, by name. */
  actors: NamedInLog[];
  /** What the actor may read. */
  reads: LogReader["reads"];
}

const pageSize = 50;

/**
 * A page of the audit log, newest first; pages count from 1. Admins read all of it, others what the settings of
 * the log say.
 * @throws {Refusal} forbidden
 */
export async function auditEntries(
  context: Context,
  page: number,
  query: LogQuery = {},
): Promise<AuditPage> {
  const { actor, db } = context;
  readsAuditLog(actor);
  return db.snapshot(async (state) => {
    const reader = await readerOf(state, actor);
    const filter = await filterOf(state, query);
    const total = await auditCount(state, reader, filter);
    const pages = Math.max(1, Math.ceil(total / pageSize));
    const number = Math.min(Math.max(page, 1), pages);
    const part = { ...filter, limit: pageSize, offset: (number - 1) * pageSize };
    const found = await auditPage(state, reader, part);
    const actors = await actorsInLog(state, reader);
    return {
      entries: await named(context, state, found),
      total,
      page: number,
      pages,
      actors: actors.toSorted((one, other) => one.name.localeCompare(other.name)),
      reads: reader.reads,
    };
  });
}

/** The newest entries that a file takes. @throws {Refusal} forbidden */
export async function auditExport(context: Context, query: LogQuery): Promise<AuditEntry[]> {
  const { actor, db } = context;
  readsAuditLog(actor);
  return db.snapshot(async (state) => {
    const reader = await readerOf(state, actor);
    const filter = await filterOf(state, query);
    const part = { ...filter, limit: logLimits.exported, offset: 0 };
    return named(context, state, await auditPage(state, reader, part));
  });
}

async function filterOf(db: Queries, query: LogQuery): Promise<LogFilter> {
  const { topic = "", actorId = "", search = "", from = "", until = "" } = query;
  return {
    topic,
    actorId,
    from: isDay(from) ? from : "",
    until: isDay(until) ? dayAfter(until) : "",
    about: await foundBy(db, search),
  };
}

/** The people and groups with these words in their names; null if there are no words. */
async function foundBy(db: Queries, search: string): Promise<string[] | null> {
  const words = searchWords(search);
  if (words.length === 0) return null;
  return (await namedInLog(db))
    .filter(({ name }) => matchesWords(searchKey(name), words))
    .map(({ id }) => id);
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 24 * 3_600_000).toISOString().slice(0, 10);
}

async function named(
  { actor }: Pick<Context, "actor">,
  db: Queries,
  rows: readonly NamedAct[],
): Promise<AuditEntry[]> {
  const concerned = rows.flatMap(({ actorId, subjectId }) => [actorId, subjectId ?? actorId]);
  const known = new Set(await knownAmong(db, scopeOf(actor), [...new Set(concerned)]));
  return rows.map((row) => entryOf(row, known));
}

function entryOf(row: NamedAct, known: ReadonlySet<string>): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    actorId: row.actorId,
    actorName: row.actorName || null,
    knowsActor: known.has(row.actorId),
    byOperator: row.actorId === operatorId,
    verb: row.verb,
    conversation: row.conversationId
      ? { id: row.conversationId, name: row.conversationName }
      : null,
    ...(row.courseId && row.courseName && { course: { id: row.courseId, name: row.courseName } }),
    subject: row.subjectId
      ? { id: row.subjectId, name: row.subjectName || null, isKnown: known.has(row.subjectId) }
      : null,
    detail: row.detail,
  };
}
