/** Deletes groups, and restores deleted ones. */
import { putInBin, takeFromBin } from "../../groups/bin.ts";
import { byState, type GroupActKind, noInput } from "../kind.ts";

interface Deleted {
  at: string;
}

/** Members move with their group, so each has a transaction of its own. */
const groupsAtOnce = 1;

export const remove: GroupActKind<null, Deleted> = {
  name: "delete",
  groupsAtOnce,
  read: noInput,
  obstacles: byState(({ deletedAt }) => (deletedAt === null ? undefined : "group_deleted")),
  async apply({ acting, writing }, { id }) {
    await putInBin(acting, writing, id);
    return { at: writing.now };
  },
  async takeBack({ acting, writing }, { id, deletedAt }, { at }) {
    if (deletedAt !== at) return "act_changed_since";
    await takeFromBin(acting, writing, id);
    return undefined;
  },
};

export const restore: GroupActKind<null, null> = {
  name: "restore",
  groupsAtOnce,
  read: noInput,
  obstacles: byState(({ deletedAt }) => (deletedAt === null ? "group_not_deleted" : undefined)),
  async apply({ acting, writing }, { id }) {
    await takeFromBin(acting, writing, id);
    return null;
  },
  async takeBack({ acting, writing }, { id, deletedAt }) {
    if (deletedAt !== null) return "act_changed_since";
    await putInBin(acting, writing, id);
    return undefined;
  },
};
