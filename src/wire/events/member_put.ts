/**
 * What joining and a change of role have in common: a user is in the group, with a name and a role.
 */
import { isFields } from "../fields.ts";
import { putMember, renameAuthor } from "../timeline.ts";
import type { MemberRole, MemberView } from "../views.ts";
import type { ConversationEvent, EventKind, LoggedEvent } from "./event_kind.ts";

type MemberEvent<Kind extends string> = ConversationEvent<Kind, { member: MemberView }>;

export function memberPut<Kind extends string>(
  messageType: Kind,
  { isNew }: { isNew: boolean },
): EventKind<MemberEvent<Kind>> {
  return {
    keep: ({ member: { userId, role } }) => ({ data: { userId, role } }),
    namesPerson: true,
    restore(stored) {
      const member = memberOf(stored);
      return member && { messageType, payload: { member }, meta: stored.meta };
    },
    effects: ({ payload: { member } }) => ({
      member: { userId: member.userId, role: member.role, isNew },
    }),
    changeTimeline(timeline, { payload: { member } }) {
      const author = { senderName: member.name, senderRole: member.userRole };
      return {
        ...renameAuthor(timeline, member.userId, author),
        members: putMember(timeline.members, member),
      };
    },
  };
}

/** A user whose account was deleted since has no name. */
function memberOf({ data, person }: LoggedEvent): MemberView | undefined {
  if (!isFields(data)) return undefined;
  const { userId, role } = data;
  if (typeof userId !== "string" || !isMemberRole(role)) return undefined;
  return { userId, name: "", userRole: "user", ...person, role };
}

function isMemberRole(value: unknown): value is MemberRole {
  return value === "owner" || value === "moderator" || value === "member";
}
