/** A user was added to the group. */
import type { MemberView } from "../views.ts";
import type { ConversationEvent } from "./event_kind.ts";
import { memberPut } from "./member_put.ts";

export type MemberAdded = ConversationEvent<"MemberAdded", { member: MemberView }>;

export const memberAdded = memberPut("MemberAdded", { isNew: true });
