/** Adds staff of the course to groups. */
import { bulkLimits } from "#wire/limits.ts";
import type { Reason } from "#wire/refusal_texts.ts";
import type { MemberRole } from "#wire/views.ts";
import { courseStaffIds } from "#storage/course_people.ts";
import { membershipsAmong } from "#storage/roster_changes.ts";
import { accountsOf, addMembersByStaff, removeMembersByStaff } from "../../groups/member_steps.ts";
import { Refusal } from "../../refusals.ts";
import { type GroupActKind, whyReadOnly } from "../kind.ts";

interface Added {
  userIds: string[];
}

interface Staff {
  userIds: string[];
  role: MemberRole;
}

const roles: readonly MemberRole[] = ["moderator", "owner", "member"];

export const addStaff: GroupActKind<Staff, Added> = {
  name: "add_staff",
  groupsAtOnce: 10,
  async read({ db, actor, now }, { courseId, raw }) {
    const userIds = [...new Set(raw.userIds)];
    const role = roles.find((one) => one === (raw.role ?? "moderator"));
    const { people: max } = bulkLimits;
    if (userIds.length === 0) throw invalid("act_people");
    if (userIds.length > max) throw invalid("members_many", { max });
    if (!role) throw new Refusal("invalid", { field: "role", reason: "invalid_input" });
    const staff = new Set([actor.id, ...(await courseStaffIds(db, courseId))]);
    const accounts = await accountsOf({ tx: db, now }, userIds);
    if (!userIds.every((id) => staff.has(id) && accounts.has(id))) throw invalid("act_staff_gone");
    return { userIds, role };
  },
  async obstacles(db, { input, groups }) {
    const reasons = new Map<string, Reason>();
    const keys = groups.flatMap(({ id }) =>
      (input?.userIds ?? []).map((userId) => ({ conversationId: id, userId })),
    );
    const there = keys.length > 0 ? await membershipsAmong(db, keys) : [];
    const count = Map.groupBy(there, ({ conversationId }) => conversationId);
    for (const group of groups) {
      const isAll = input !== null && count.get(group.id)?.length === input.userIds.length;
      const follows = group.audience === null ? undefined : "members_follow_course";
      const reason = whyReadOnly(group) ?? (isAll ? "act_staff_there" : follows);
      if (reason) reasons.set(group.id, reason);
    }
    return reasons;
  },
  async apply({ acting, writing, input: { userIds, role } }, { id: conversationId }) {
    const keys = userIds.map((userId) => ({ conversationId, userId }));
    const before = new Set((await membershipsAmong(writing.tx, keys)).map((one) => one.userId));
    const accounts = await accountsOf(writing, userIds);
    const added = userIds.filter((id) => accounts.has(id) && !before.has(id));
    const people = added.map((userId) => ({ userId, role }));
    await addMembersByStaff(acting, writing, { conversationId, people, accounts });
    return { userIds: added };
  },
  async takeBack({ acting, writing, input: { role } }, group, { userIds }) {
    const reason = whyReadOnly(group);
    if (reason) return reason;
    const conversationId = group.id;
    const keys = userIds.map((userId) => ({ conversationId, userId }));
    const still = (await membershipsAmong(writing.tx, keys)).filter((one) => one.role === role);
    const leaving = still.map(({ userId }) => userId);
    await removeMembersByStaff(acting, writing, { conversationId, userIds: leaving });
    return leaving.length < userIds.length ? "act_changed_since" : undefined;
  },
};

function invalid(reason: Reason, params: Record<string, number> = {}): Refusal {
  return new Refusal("invalid", { field: "people", reason, params });
}
