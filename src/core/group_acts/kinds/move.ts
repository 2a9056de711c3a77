/** Moves groups to a set of their course, or out of theirs. */
import type { Reason } from "#wire/refusal_texts.ts";
import type { Queries } from "#storage/database.ts";
import { groupSetsOf, putInSet } from "#storage/group_sets.ts";
import { requireSetsOf } from "../../groups/group_sets.ts";
import { type GroupActKind, notHere } from "../kind.ts";

interface Target {
  /** Null for no set. */
  setId: string | null;
}

interface Moved {
  from: string | null;
}

export const move: GroupActKind<Target, Moved> = {
  name: "move",
  groupsAtOnce: 25,
  async read({ db }, { courseId, raw: { setId = null } }) {
    await requireSetsOf(db, courseId, [setId]);
    return { setId };
  },
  async obstacles(db, { courseId, input, groups }) {
    const isGone = !(await isThere(db, courseId, input?.setId ?? null));
    return new Map(
      groups.flatMap((group) => {
        const isInIt = input !== null && group.setId === input.setId;
        const other = isGone ? "set_gone" : isInIt ? "group_in_set" : undefined;
        const reason: Reason | undefined = notHere(group) ?? other;
        return reason ? [[group.id, reason] as const] : [];
      }),
    );
  },
  async apply({ writing, input: { setId } }, { id, setId: from }) {
    await putInSet(writing.tx, { ids: [id], setId });
    return { from };
  },
  async takeBack({ writing: { tx }, courseId, input }, group, { from }) {
    const reason = notHere(group);
    if (reason) return reason;
    if (group.setId !== input.setId) return "act_changed_since";
    if (!(await isThere(tx, courseId, from))) return "set_gone";
    await putInSet(tx, { ids: [group.id], setId: from });
    return undefined;
  },
};

async function isThere(db: Queries, courseId: string, setId: string | null): Promise<boolean> {
  return setId === null || (await groupSetsOf(db, courseId)).some(({ id }) => id === setId);
}
