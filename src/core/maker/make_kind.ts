/** Makes the groups of a plan, part by part, and takes them back. */
import { groupSetsOf } from "#storage/group_sets.ts";
import { type GroupState, groupStates, managesCourse } from "#storage/group_acts.ts";
import type { BulkAct, BulkPart } from "#storage/bulk_acts.ts";
import { setChapter } from "#storage/rounds.ts";
import type { Reason } from "#wire/refusal_texts.ts";
import type { ChapterView } from "#wire/views.ts";
import type { BulkKind } from "../bulk/kind.ts";
import { onBehalfOf } from "../bulk/on_behalf.ts";
import type { Acting, Services } from "../context.ts";
import type { GroupRow } from "../group_acts/parts.ts";
import { putGroupAway } from "../groups/archive.ts";
import { putInBin } from "../groups/bin.ts";
import { dropEmptySet } from "../groups/group_sets.ts";
import { putGroups, renameGroup } from "../groups/groups.ts";
import { choosableAccounts } from "../groups/member_steps.ts";
import type { Writing } from "../log/write.ts";

/** As stored: never change it. */
export const makeKindName = "make_groups";

export interface GroupToMake {
  id: string;
  name: string;
  description: string;
  ownerId: string;
  /** Ids. */
  people: string[];
}

/** A group of an earlier round, which is archived under another name. */
export interface EndedGroup {
  id: string;
  name: string;
  before: string;
  /** Missing in acts that were begun before it was kept. */
  chapter?: ChapterView;
}

/** What one transaction does: makes groups, adds people to a large one, or archives an earlier round. */
interface MakePart {
  setId: string | null;
  make: GroupToMake[];
  join: { id: string; people: string[] }[];
  archive: EndedGroup[];
}

interface MadePart {
  made: string[];
  archived: EndedGroup[];
  /** Names of groups that could not be made. */
  skipped: string[];
  at: string;
}

interface TakenBackPart {
  /** Names of groups that stay. */
  kept: string[];
  /** The same by their ids; missing in parts that were taken back before it was kept. */
  left?: [id: string, reason: Reason][];
}

/** What is kept with an act: how many groups it makes, and what becomes of their set with it. */
export interface MakingReport {
  groups: number;
  set?: { id: string; isNew: boolean; roundBefore: number | null; round: number | null };
}

/** Earlier acts have none. */
export const makingReportOf = ({ report }: Pick<BulkAct, "report">): MakingReport =>
  report ? (JSON.parse(report) as MakingReport) : { groups: 0 };

const groupsAtOnce = 10;
const peopleAtOnce = 500;

/** The parts of making these groups, as they are stored; earlier ones are archived afterwards. */
export function partsOfMaking(
  groups: readonly GroupToMake[],
  { setId, archive }: { setId: string | null; archive: readonly EndedGroup[] },
): string[] {
  const parts: MakePart[] = [];
  let room = { groups: 0, people: 0 };
  const next = () => {
    parts.push({ setId, make: [], join: [], archive: [] });
    room = { groups: groupsAtOnce, people: peopleAtOnce };
  };
  for (const { people, ...group } of groups) {
    const [first = [], ...rest] = inParts(people, peopleAtOnce);
    if (room.groups === 0 || room.people < first.length) next();
    parts.at(-1)!.make.push({ ...group, people: first });
    room = { groups: room.groups - 1, people: room.people - first.length };
    for (const some of rest) {
      next();
      parts.at(-1)!.join.push({ id: group.id, people: some });
      room.people -= some.length;
    }
  }
  // Before the new ones, which may have the same names.
  const ending = inParts(archive, groupsAtOnce).map((ended): MakePart => {
    return { setId, make: [], join: [], archive: ended };
  });
  return [...ending, ...parts].map((part) => JSON.stringify(part));
}

function inParts<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

export interface Making {
  /** How many groups are made, of how many. */
  made: number;
  all: number;
  skipped: string[];
  kept: string[];
}

/** What has become of the parts so far. */
export function makingOf(parts: readonly BulkPart[]): Making {
  const making: Making = { made: 0, all: 0, skipped: [], kept: [] };
  for (const { plan, done, undone } of parts) {
    making.all += (JSON.parse(plan) as MakePart).make.length;
    const did = done === null ? undefined : (JSON.parse(done) as MadePart);
    making.made += did?.made.length ?? 0;
    making.skipped.push(...(did?.skipped ?? []));
    if (undone !== null) making.kept.push(...(JSON.parse(undone) as TakenBackPart).kept);
  }
  return making;
}

/**
 * What has become of each group that was to be made, so far, and of those of the earlier round that could not
 * be brought back.
 */
export function rowsOfMaking(parts: readonly BulkPart[]): GroupRow[] {
  return parts.flatMap(({ plan, done, undone }) => {
    const { make: wanted, archive } = JSON.parse(plan) as MakePart;
    const did = done === null ? undefined : (JSON.parse(done) as MadePart);
    const back = undone === null ? undefined : (JSON.parse(undone) as TakenBackPart);
    const left = new Map(back?.left);
    const kept = ({ id, name }: Named): GroupRow[] => {
      const reason = left.get(id);
      return reason ? [{ id, name, outcome: "kept", reason }] : [];
    };
    const rows = wanted.flatMap(({ id, name }): GroupRow[] => {
      if (!did) return [{ id, name, outcome: "waits" }];
      if (!did.made.includes(id)) {
        return [{ id, name, outcome: "skipped", reason: "act_not_allowed" }];
      }
      const stays = kept({ id, name });
      return stays.length > 0 ? stays : [{ id, name, outcome: back ? "undone" : "done" }];
    });
    return [...rows, ...archive.flatMap(kept)];
  });
}

type Named = Pick<GroupRow, "id" | "name">;

export const makeKind: BulkKind = {
  name: makeKindName,
  async apply(services, writing, { act, plan }) {
    const part = JSON.parse(plan) as MakePart;
    const acting = await stillTeaching(services, writing, { act, userId: act.actorId });
    const skipped = part.make.map(({ name }) => name);
    const none: MadePart = { made: [], archived: [], skipped, at: writing.now };
    return JSON.stringify(acting ? await make(acting, writing, { act, part }) : none);
  },
  async undo(services, writing, { act, done }) {
    const did = JSON.parse(done) as MadePart;
    const userId = act.undoneBy ?? act.actorId;
    const acting = await stillTeaching(services, writing, { act, userId });
    const left = acting
      ? await takeBack(acting, writing, { act, did })
      : [...did.made, ...did.archived.map(({ id }) => id)].map((id): Left => [
          id,
          "",
          "act_not_allowed",
        ]);
    const part: TakenBackPart = {
      kept: left.map(([, name]) => name).filter(Boolean),
      left: left.map(([id, , reason]) => [id, reason]),
    };
    return JSON.stringify(part);
  },
  async undone(services, writing, act) {
    const { set } = makingReportOf(act);
    if (!set?.isNew) return;
    const userId = act.undoneBy ?? act.actorId;
    const acting = await stillTeaching(services, writing, { act, userId });
    if (acting) await dropEmptySet(acting, writing, { courseId: act.courseId, id: set.id });
  },
};

/** Who began it, as they are now; undefined if they may no longer manage the course's groups. */
async function stillTeaching(
  services: Services,
  writing: Writing,
  { act, userId }: { act: BulkAct; userId: string },
): Promise<Acting | undefined> {
  const { tx, now } = writing;
  if (!(await managesCourse(tx, { courseId: act.courseId, userId, now }))) return undefined;
  return onBehalfOf(services, writing, userId);
}

/** People who have left meanwhile are left out, and a set that is gone is none. */
async function make(
  acting: Acting,
  writing: Writing,
  { act: { courseId }, part }: { act: BulkAct; part: MakePart },
): Promise<MadePart> {
  const { tx } = writing;
  const sets = await groupSetsOf(tx, courseId);
  const setId = sets.some(({ id }) => id === part.setId) ? part.setId : null;
  const larger = part.join.map(({ id }) => id);
  const ending = new Map(part.archive.map((ended) => [ended.id, ended]));
  const states = await groupStates(tx, { courseId, ids: [...larger, ...ending.keys()] });
  const here = new Set(states.filter(({ deletedAt }) => deletedAt === null).map(({ id }) => id));
  const joined = part.join.filter(({ id }) => here.has(id));
  const wanted = [...part.make, ...joined].flatMap(({ id, people }) =>
    people.map((userId) => ({ userId, conversationId: id })),
  );
  const accounts = await choosableAccounts(acting, writing, { courseId, people: wanted });
  const people = wanted.filter(({ userId }) => accounts.has(userId));
  const groups = part.make.map(({ id, name, description, ownerId }) => {
    return { id, name, description, ownerId, setId };
  });
  if (wanted.length + groups.length > 0) {
    await putGroups(acting, writing, { courseId, groups, people });
  }
  const archived: EndedGroup[] = [];
  for (const { id, description, name: before, ownArchivedAt } of states) {
    const ended = ending.get(id);
    if (!ended || !here.has(id) || ownArchivedAt !== null) continue;
    await setChapter(tx, { id, chapter: ended.chapter ?? null });
    await renameGroup(acting, writing, { id, description, name: ended.name });
    await putGroupAway(acting, writing, { id, isAway: true });
    archived.push({ ...ended, before });
  }
  return { made: groups.map(({ id }) => id), archived, skipped: [], at: writing.now };
}

type Left = [id: string, name: string, reason: Reason];

/** Groups in which nothing was written go to the bin. @returns the others, and why they stay */
async function takeBack(
  acting: Acting,
  writing: Writing,
  { act: { courseId }, did }: { act: BulkAct; did: MadePart },
): Promise<Left[]> {
  const left: Left[] = [];
  const ended = new Map(did.archived.map((group) => [group.id, group]));
  const ids = [...did.made, ...ended.keys()];
  const states = await groupStates(writing.tx, { courseId, ids });
  for (const group of states) {
    const { id, name, messages, deletedAt } = group;
    const former = ended.get(id);
    if (deletedAt !== null) continue;
    if (former) {
      const reason = await bringBack(acting, writing, { group, former, at: did.at });
      if (reason) left.push([id, name, reason]);
    } else if (messages > 0) left.push([id, name, "act_changed_since"]);
    else await putInBin(acting, writing, id);
  }
  return left;
}

/** A group of the round before is in use again, by the name that it had. @returns why not, if so */
async function bringBack(
  acting: Acting,
  writing: Writing,
  { group, former, at }: { group: GroupState; former: EndedGroup; at: string },
): Promise<Reason | undefined> {
  const { id, description, name, ownArchivedAt } = group;
  if (ownArchivedAt !== at) return "act_changed_since";
  await setChapter(writing.tx, { id, chapter: null });
  await putGroupAway(acting, writing, { id, isAway: false });
  if (name !== former.name) return undefined;
  await renameGroup(acting, writing, { id, description, name: former.before });
  return undefined;
}
