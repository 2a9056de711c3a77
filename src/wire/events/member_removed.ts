/** A user is no longer in the group. */
import { isFields } from "../fields.ts";
import { dropMember, renameAuthor } from "../timeline.ts";
import type { ConversationEvent, EventKind } from "./event_kind.ts";

/** `deleted`: the whole account was deleted, so its messages no longer show a name. */
export type MemberRemoved = ConversationEvent<"MemberRemoved", { userId: string; deleted?: true }>;

export const memberRemoved: EventKind<MemberRemoved> = {
  keep: (payload) => ({ data: payload }),
  restore({ data, meta }) {
    if (!isFields(data) || typeof data["userId"] !== "string") return undefined;
    const payload: MemberRemoved["payload"] = { userId: data["userId"] };
    if (data["deleted"] === true) payload.deleted = true;
    return { messageType: "MemberRemoved", payload, meta };
  },
  effects: ({ payload: { userId } }) => ({ left: { userId } }),
  changeTimeline(timeline, { payload: { userId, deleted } }) {
    const nobody = { senderName: "", senderRole: "user" as const };
    return {
      ...(deleted && renameAuthor(timeline, userId, nobody)),
      members: dropMember(timeline.members, userId),
    };
  },
};
