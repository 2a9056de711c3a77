/** A member has a new role or name. */
import type { MemberView } from "../views.ts";
import type { ConversationEvent } from "./event_kind.ts";
import { memberPut } from "./member_put.ts";

export type MemberChanged = ConversationEvent<"MemberChanged", { member: MemberView }>;

export const memberChanged = memberPut("MemberChanged", { isNew: false });
