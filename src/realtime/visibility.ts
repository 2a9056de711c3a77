/** What a socket may hear of. Not entitled and not existing look the same. */
import { getGroup } from "#core/groups/groups.ts";
import { maySee } from "#core/permissions.ts";
import { notFound } from "#core/refusals.ts";
import type { OnlineMember } from "./connection.ts";
import type { Sender } from "./frames/frame_kind.ts";

/** As the log has told it, without a look into the database. @throws {Refusal} not_found */
export function requireSight(member: OnlineMember, conversationId: string): void {
  if (!maySee(member.user, member.roleIn(conversationId))) throw notFound();
}

/** Staff may see every group, but not one that there is not. @throws {Refusal} not_found */
export async function requireConversation(
  { member, context }: Sender,
  conversationId: string,
): Promise<void> {
  requireSight(member, conversationId);
  if (!member.isMemberOf(conversationId)) await getGroup(context, conversationId);
}
