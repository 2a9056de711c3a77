/**
 * The conversations a socket may see. Those it may not see and those that do not exist look the
 * same.
 */
import { getGroup } from "#core/groups/groups.ts";
import { notFound } from "#core/refusals.ts";
import type { OnlineMember } from "./connection.ts";
import type { Sender } from "./frames/frame_kind.ts";

/** From memory, which the log keeps up to date. @throws {Refusal} not_found */
export function requireSight(member: OnlineMember, conversationId: string): void {
  if (!member.sees(conversationId)) throw notFound();
}

/** Admins may see every group that exists. @throws {Refusal} not_found */
export async function requireConversation(
  { member, context }: Sender,
  conversationId: string,
): Promise<void> {
  requireSight(member, conversationId);
  if (!member.isMemberOf(conversationId)) await getGroup(context, conversationId);
}
