/** What is stored of an act on several groups, and how its parts are applied and taken back. */
import type { Reason } from "#wire/refusal_texts.ts";
import type { BulkAct, BulkPart } from "#storage/bulk_acts.ts";
import { courseStaffIds } from "#storage/course_people.ts";
import { groupStates, managesCourse } from "#storage/group_acts.ts";
import type { BulkKind } from "../bulk/kind.ts";
import { onBehalfOf } from "../bulk/on_behalf.ts";
import type { Acting, Services } from "../context.ts";
import { refreshAccounts } from "../courses/refresh_accounts.ts";
import type { Writing } from "../log/write.ts";
import type { GroupActKind } from "./kind.ts";

/** A group that was selected, with the name that it had then. */
export type Selected = readonly [id: string, name: string];

/** Kept with the act as its report, once it has begun. */
export interface AboutAct {
  input: unknown;
  groups: number;
}

export const aboutOf = ({ report }: Pick<BulkAct, "report">): AboutAct =>
  report === null ? { input: null, groups: 0 } : (JSON.parse(report) as AboutAct);

/** What a part did, so that exactly this can be taken back, and what it could not do. */
interface DonePart {
  done: [id: string, what: unknown][];
  skipped: [id: string, reason: Reason][];
}

/** What could not be taken back. */
interface UndonePart {
  kept: [id: string, reason: Reason][];
}

/** The groups of each part, as they are stored. */
export function partsOfGroups(kind: GroupActKind, groups: readonly Selected[]): string[] {
  const { groupsAtOnce: size } = kind;
  return Array.from({ length: Math.ceil(groups.length / size) }, (_, index) =>
    JSON.stringify(groups.slice(index * size, (index + 1) * size)),
  );
}

const groupsOfPart = (plan: string) => JSON.parse(plan) as Selected[];

/** The prefix keeps the names apart from those of other kinds. */
export const storedName = (name: string) => `groups.${name}`;

/** An act on each of several groups, as the transactions of its parts see it. */
export function asBulkKind(kind: GroupActKind): BulkKind {
  return {
    name: storedName(kind.name),
    async apply(services, writing, { act, plan }) {
      return JSON.stringify(await applyToGroups(services, writing, { kind, act, plan }));
    },
    async undo(services, writing, { act, done }) {
      return JSON.stringify(await takeBackFrom(services, writing, { kind, act, done }));
    },
    async undone(services, writing, act) {
      const { courseId } = act;
      const userId = act.undoneBy ?? act.actorId;
      const acting = kind.tidyUp && (await stillManaging(services, writing, { courseId, userId }));
      if (acting) await kind.tidyUp?.({ acting, writing, courseId, input: aboutOf(act).input });
    },
  };
}

interface Part {
  kind: GroupActKind;
  act: BulkAct;
}

async function applyToGroups(
  services: Services,
  writing: Writing,
  { kind, act, plan }: Part & { plan: string },
): Promise<DonePart> {
  const { tx } = writing;
  const { courseId } = act;
  const selected = groupsOfPart(plan);
  const acting = await stillManaging(services, writing, { courseId, userId: act.actorId });
  if (!acting) return { done: [], skipped: selected.map(([id]) => [id, "act_not_allowed"]) };
  const { input } = aboutOf(act);
  const ids = selected.map(([id]) => id);
  const groups = new Map((await groupStates(tx, { courseId, ids })).map((one) => [one.id, one]));
  const obstacles = await kind.obstacles(tx, { courseId, input, groups: [...groups.values()] });
  const made: DonePart = { done: [], skipped: [] };
  for (const id of ids) {
    const group = groups.get(id);
    const reason = group ? obstacles.get(id) : "group_gone";
    if (reason || !group) made.skipped.push([id, reason ?? "group_gone"]);
    else made.done.push([id, await kind.apply({ acting, writing, courseId, input }, group)]);
  }
  if (made.done.length > 0) await refreshStaff(writing, act, act.actorId);
  return made;
}

async function takeBackFrom(
  services: Services,
  writing: Writing,
  { kind, act, done }: Part & { done: string },
): Promise<UndonePart> {
  const { tx } = writing;
  const { courseId } = act;
  const before = (JSON.parse(done) as DonePart).done;
  const userId = act.undoneBy ?? act.actorId;
  const acting = await stillManaging(services, writing, { courseId, userId });
  if (!acting) return { kept: before.map(([id]) => [id, "act_not_allowed"]) };
  const { input } = aboutOf(act);
  const targetOf = (id: string, what: unknown) => kind.undone?.(what) ?? id;
  const ids = before.map(([id, what]) => targetOf(id, what));
  const groups = new Map((await groupStates(tx, { courseId, ids })).map((one) => [one.id, one]));
  const left: UndonePart = { kept: [] };
  for (const [id, what] of before.toReversed()) {
    const group = groups.get(targetOf(id, what));
    const step = { acting, writing, courseId, input };
    const reason = group ? await kind.takeBack(step, group, what) : "group_gone";
    if (reason) left.kept.push([id, reason]);
  }
  if (before.length > 0) await refreshStaff(writing, act, userId);
  return left;
}

/** Who began it, as they are now; undefined if they may no longer manage the course's groups. */
async function stillManaging(
  services: Services,
  writing: Writing,
  key: { courseId: string; userId: string },
): Promise<Acting | undefined> {
  const { tx, now } = writing;
  if (!(await managesCourse(tx, { ...key, now }))) return undefined;
  return onBehalfOf(services, writing, key.userId);
}

/** Open pages of the course's staff, and of who does this, show what has changed. */
async function refreshStaff(
  writing: Writing,
  { courseId }: BulkAct,
  userId: string,
): Promise<void> {
  await refreshAccounts(writing, [userId, ...(await courseStaffIds(writing.tx, courseId))]);
}

/** What has become of a selected group. */
export type GroupOutcome = "waits" | "done" | "skipped" | "undone" | "kept";

export interface GroupRow {
  id: string;
  /** As it was called when it was selected; empty if it was gone by then. */
  name: string;
  outcome: GroupOutcome;
  /** Why it was skipped or kept. */
  reason?: Reason;
}

/** What has become of each group so far. */
export function rowsOfParts(parts: readonly BulkPart[]): GroupRow[] {
  return parts.flatMap(({ plan, done, undone }) => {
    const did = done === null ? undefined : (JSON.parse(done) as DonePart);
    const left = undone === null ? undefined : (JSON.parse(undone) as UndonePart);
    const skipped = new Map(did?.skipped);
    const kept = new Map(left?.kept);
    return groupsOfPart(plan).map(([id, name]): GroupRow => {
      if (!did) return { id, name, outcome: "waits" };
      const why = skipped.get(id);
      if (why) return { id, name, outcome: "skipped", reason: why };
      if (!left) return { id, name, outcome: "done" };
      const because = kept.get(id);
      return because
        ? { id, name, outcome: "kept", reason: because }
        : { id, name, outcome: "undone" };
    });
  });
}
