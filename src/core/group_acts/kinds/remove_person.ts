/** Removes a person from groups. Their messages stay. */
import type { Reason } from "#wire/refusal_texts.ts";
import { byCourse } from "#storage/course_notes.ts";
import type { StoredMemberRole } from "#storage/members.ts";
import { insertSources, membershipsAmong } from "#storage/roster_changes.ts";
import { userById } from "#storage/users.ts";
import { accountsOf, addMembersByStaff, removeMembersByStaff } from "../../groups/member_steps.ts";
import { Refusal } from "../../refusals.ts";
import { type GroupActKind, whyReadOnly } from "../kind.ts";

interface Person {
  userId: string;
}

interface Removed {
  role: StoredMemberRole;
  sources: string[];
}

export const removePerson: GroupActKind<Person, Removed> = {
  name: "remove_person",
  groupsAtOnce: 10,
  async read({ db }, { raw: { userIds = [] } }) {
    const [userId, ...more] = userIds;
    if (userId === undefined || more.length > 0 || !(await userById(db, userId))) {
      throw new Refusal("invalid", { field: "people", reason: "act_person" });
    }
    return { userId };
  },
  async obstacles(db, { input, groups }) {
    const reasons = new Map<string, Reason>();
    const userId = input?.userId;
    const keys = userId ? groups.map(({ id }) => ({ conversationId: id, userId })) : [];
    const there = keys.length > 0 ? await membershipsAmong(db, keys) : [];
    const inThem = new Set(there.map(({ conversationId }) => conversationId));
    const following = there.filter(({ sources }) => sources.split(",").includes(byCourse));
    const byPlace = new Set(following.map(({ conversationId }) => conversationId));
    for (const group of groups) {
      const isOut = userId !== undefined && !inThem.has(group.id);
      const follows = byPlace.has(group.id) ? "members_follow_course" : undefined;
      const reason = whyReadOnly(group) ?? (isOut ? "act_not_member" : follows);
      if (reason) reasons.set(group.id, reason);
    }
    return reasons;
  },
  async apply({ acting, writing, input: { userId } }, { id: conversationId }) {
    const [before] = await membershipsAmong(writing.tx, [{ conversationId, userId }]);
    await removeMembersByStaff(acting, writing, { conversationId, userIds: [userId] });
    const { role, sources } = before!;
    return { role, sources: sources.split(",").filter(Boolean) };
  },
  async takeBack({ acting, writing, input: { userId } }, group, { role, sources }) {
    const reason = whyReadOnly(group);
    if (reason) return reason;
    const { tx, now: at } = writing;
    const conversationId = group.id;
    const isBack = (await membershipsAmong(tx, [{ conversationId, userId }])).length > 0;
    const accounts = await accountsOf(writing, [userId]);
    if (isBack || !accounts.has(userId)) return "act_changed_since";
    const people = [{ userId, role }];
    await addMembersByStaff(acting, writing, { conversationId, people, accounts });
    const rows = sources.map((source) => ({ conversationId, userId, source }));
    await insertSources(tx, { at, rows });
    return undefined;
  },
};
