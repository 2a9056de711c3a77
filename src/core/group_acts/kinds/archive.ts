/** Archives groups, and brings archived ones back. */
import type { Reason } from "#wire/refusal_texts.ts";
import { putGroupAway } from "../../groups/archive.ts";
import {
  byState,
  type GroupActKind,
  type GroupState,
  noInput,
  notHere,
  type Step,
} from "../kind.ts";

interface Archived {
  /** Until it is changed again. */
  at: string | null;
}

function kindOf(name: "archive" | "unarchive"): GroupActKind<null, Archived> {
  const isAway = name === "archive";
  const put = async ({ acting, writing }: Step<null>, id: string, away: boolean) => {
    await putGroupAway(acting, writing, { id, isAway: away });
    return { at: away ? writing.now : null };
  };
  return {
    name,
    groupsAtOnce: 10,
    read: noInput,
    obstacles: byState((group) => whyNot(group, isAway)),
    apply: (step, { id }) => put(step, id, isAway),
    async takeBack(step, group, { at }) {
      const reason = notHere(group);
      if (reason) return reason;
      if (group.ownArchivedAt !== at) return "act_changed_since";
      await put(step, group.id, !isAway);
      return undefined;
    },
  };
}

function whyNot(group: GroupState, isAway: boolean): Reason | undefined {
  const reason = notHere(group);
  if (reason) return reason;
  const isArchived = group.ownArchivedAt !== null;
  if (isArchived !== isAway) return undefined;
  return isAway ? "group_archived_already" : "group_not_archived";
}

export const archive = kindOf("archive");
export const unarchive = kindOf("unarchive");
