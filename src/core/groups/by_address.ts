/** People of other courses, whom staff of a course may add if they know the address. */
import { isoNow } from "#kit/clock.ts";
import { groupLimits } from "#wire/limits.ts";
import type { MemberRole } from "#wire/views.ts";
import { userByEmail, usersInUse } from "#storage/users.ts";
import type { Context } from "../context.ts";
import { Refusal } from "../refusals.ts";
import { managesMembers } from "../requirements.ts";
import type { NewMember } from "./member_steps.ts";

/**
 * The people who have exactly these addresses, in any case of letters.
 * @throws {Refusal} forbidden; invalid, with the field `address`, if nobody with an active account has one
 * of them, or they are too many
 */
export async function peopleByAddress(
  { actor, clock, db }: Context,
  addresses: readonly { email: string; role?: MemberRole }[],
): Promise<NewMember[]> {
  managesMembers(actor);
  const max = groupLimits.addressesAtOnce;
  if (addresses.length > max) {
    throw new Refusal("invalid", { field: "address", reason: "address_many", params: { max } });
  }
  const found: NewMember[] = [];
  for (const { email: typed, role } of addresses) {
    const person = await userByEmail(db, typed.toLowerCase());
    const active = person && (await usersInUse(db, { ids: [person.id], now: isoNow(clock) }));
    if (!person || active?.length !== 1) {
      const params = { address: typed };
      throw new Refusal("invalid", { field: "address", reason: "address_unknown", params });
    }
    found.push({ userId: person.id, email: person.email, ...(role && { role }) });
  }
  return found;
}
