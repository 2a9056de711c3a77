import type { z } from "zod";
import type { Context } from "#core/context.ts";
import { peopleByAddress } from "#core/groups/by_address.ts";
import type { NewMember } from "#core/groups/member_steps.ts";
import type * as schemas from "./schemas.ts";

type MemberBody = z.output<typeof schemas.newMembers>["members"][number];

/** The people that a request names by their ids or exact addresses. @throws {Refusal} as `peopleByAddress` */
export async function peopleOf(
  context: Context,
  members: readonly MemberBody[],
): Promise<NewMember[]> {
  const byId = members.flatMap((one) =>
    "user_id" in one ? [{ userId: one.user_id, role: one.role }] : [],
  );
  const addresses = members.flatMap((one) =>
    "email" in one ? [{ email: one.email.trim(), role: one.role }] : [],
  );
  return [...byId, ...(await peopleByAddress(context, addresses))];
}
