/** All groups of a course at a glance: what happens in them, and which of them need someone. */
import { isoNow } from "#kit/clock.ts";
import { dayOf, type MessageDay, messageDaysSince } from "#storage/message_days.ts";
import { waitingInCourse } from "#storage/held_places.ts";
import { archivedGroups, groupHeads } from "#storage/workbench.ts";
import { matchesWords, searchKey, searchWords } from "#wire/fold.ts";
import { requireOwnCourse } from "../courses/own_courses.ts";
import type { Context } from "../context.ts";
import { looksAfterGroups } from "../requirements.ts";
import { scopeOf } from "../scope.ts";
import type { MeasuredGroup } from "./group_figures.ts";
import { dayBefore, type GroupSort, type Need, needOf, sortGroups } from "./group_needs.ts";

/** Two weeks, day by day. */
const shownDays = 14;
const groupsAtOnce = 60;

export interface WorkbenchQuery {
  courseId: string;
  sort: GroupSort;
  /** Whether a group is one of those to be shown; all, without it. */
  isShown?: (group: Pick<MeasuredGroup, "setId">) => boolean;
  /** Words that the name or the description has; empty for all groups. */
  search?: string;
  /** From 1; the last one if there are fewer. */
  page?: number;
  /** The page that this group is on, instead of a number. */
  around?: string;
  /** Groups that come before all others: those that have just been made. */
  isFirst?: (id: string) => boolean;
}

/** A group of the workbench. */
export interface WorkbenchGroup extends MeasuredGroup {
  need?: Need | undefined;
  /** Messages in the last seven days, and in the seven days before them. */
  week: number;
  earlier: number;
}

/** One of a page, with what only that shows. */
export interface ShownGroup extends WorkbenchGroup {
  /** From 1, among those that were found. */
  place: number;
  /** Messages on each of the last 14 days, today last. */
  days: number[];
}

export interface Workbench {
  groups: ShownGroup[];
  /** All groups of the course. */
  all: readonly Pick<MeasuredGroup, "setId">[];
  /** How many of them are to be shown, how many of these need someone, and how many were found. */
  total: number;
  needing: number;
  found: number;
  week: number;
  earlier: number;
  page: number;
  pages: number;
  /** The group that follows the page's last one. */
  next?: string | undefined;
}

/**
 * A page of the groups of a course. Nothing of what was written is read, so looking is not recorded.
 * @throws {Refusal} forbidden; not_found, for a course that the actor does not look after
 */
export async function readWorkbench(context: Context, query: WorkbenchQuery): Promise<Workbench> {
  const { sort, search = "", isFirst = () => false, isShown = () => true } = query;
  const all = await figuresOf(context, query);
  const wanted = all.filter(isShown);
  const found = search === "" ? wanted : matching(wanted, search);
  const sorted = sortGroups(found, sort);
  const ordered =
    sort === "own"
      ? sorted
      : [...sorted.filter(isMarked), ...sorted.filter((one) => !isMarked(one))];
  function isMarked({ id }: WorkbenchGroup): boolean {
    return isFirst(id);
  }
  const pages = Math.max(1, Math.ceil(ordered.length / groupsAtOnce));
  const page = Math.min(pages, Math.max(1, pageOf(ordered, query)));
  const start = (page - 1) * groupsAtOnce;
  const shown = ordered.slice(start, start + groupsAtOnce);
  return {
    groups: await withDays(context, shown, start),
    all,
    total: wanted.length,
    needing: wanted.filter(({ need }) => need !== undefined).length,
    found: found.length,
    week: sum(wanted.map(({ week }) => week)),
    earlier: sum(wanted.map(({ earlier }) => earlier)),
    page,
    pages,
    next: ordered[start + groupsAtOnce]?.id,
  };
}

function matching(groups: readonly WorkbenchGroup[], search: string): WorkbenchGroup[] {
  const words = searchWords(search);
  return groups.filter(({ name, description }) =>
    matchesWords(searchKey(`${name} ${description}`), words),
  );
}

function pageOf(groups: readonly WorkbenchGroup[], { page = 1, around }: WorkbenchQuery): number {
  const index = around === undefined ? -1 : groups.findIndex(({ id }) => id === around);
  return index < 0 ? page : Math.floor(index / groupsAtOnce) + 1;
}

/** All groups of a course, without what only a page shows. @throws {Refusal} forbidden, not_found */
export async function listWorkbench(
  context: Context,
  query: Pick<WorkbenchQuery, "courseId" | "sort">,
): Promise<WorkbenchGroup[]> {
  return sortGroups(await figuresOf(context, query), query.sort);
}

/** The groups that a search finds, on whatever page. @throws {Refusal} forbidden, not_found */
export async function findInWorkbench(
  context: Context,
  query: Pick<WorkbenchQuery, "courseId" | "isShown" | "search">,
): Promise<string[]> {
  const { isShown = () => true, search = "" } = query;
  const wanted = (await figuresOf(context, query)).filter(isShown);
  const found = search === "" ? wanted : matching(wanted, search);
  return sortGroups(found, "own").map(({ id }) => id);
}

async function figuresOf(
  context: Context,
  { courseId }: Pick<WorkbenchQuery, "courseId">,
): Promise<WorkbenchGroup[]> {
  const { actor, clock, db, keptFigures } = context;
  looksAfterGroups(actor);
  const { archivedAt } = await requireOwnCourse(context, courseId);
  const today = dayOf(isoNow(clock));
  const days = {
    week: dayBefore(today, shownDays / 2 - 1),
    earlier: dayBefore(today, shownDays - 1),
  };
  const heads = await groupHeads(db, scopeOf(actor), courseId);
  const groups = await keptFigures.of(db, heads, days);
  const waiting = new Map(
    (await waitingInCourse(db, courseId)).map(({ id, count }) => [id, count]),
  );
  const need = (group: MeasuredGroup): Need | undefined => {
    const held = waiting.get(group.id);
    return held === undefined ? needOf(group, today) : { kind: "held", held };
  };
  return groups.map((group) => ({
    ...group,
    need: archivedAt === null ? need(group) : undefined,
    week: Math.max(0, group.messages - group.beforeWeek),
    earlier: Math.max(0, group.beforeWeek - group.beforeEarlier),
  }));
}

async function withDays(
  { clock, db }: Context,
  groups: readonly WorkbenchGroup[],
  start: number,
): Promise<ShownGroup[]> {
  const today = dayOf(isoNow(clock));
  const conversationIds = groups.map(({ id }) => id);
  const first = dayBefore(today, shownDays - 1);
  const days = await messageDaysSince(db, { conversationIds, day: first });
  const byGroup = Map.groupBy(days, ({ conversationId }) => conversationId);
  return groups.map((group, index) => ({
    ...group,
    place: start + index + 1,
    days: perDay(group.messages, byGroup.get(group.id) ?? [], today),
  }));
}

/** The messages on each of the last days, from what there was before those on which someone wrote. */
function perDay(messages: number, days: readonly MessageDay[], today: string): number[] {
  const counts = new Map(
    days.map(({ day, before }, index) => [day, (days[index + 1]?.before ?? messages) - before]),
  );
  return Array.from({ length: shownDays }, (_, index) =>
    Math.max(0, counts.get(dayBefore(today, shownDays - 1 - index)) ?? 0),
  );
}

/** The groups of a course that are archived by themselves. @throws {Refusal} forbidden */
export function listArchivedGroups({ actor, db }: Context, courseId: string) {
  looksAfterGroups(actor);
  return archivedGroups(db, scopeOf(actor), courseId);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
