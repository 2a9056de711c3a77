import { isoNow } from "#kit/clock.ts";
import { userInUse } from "#storage/users.ts";
import type { Services } from "../context.ts";

export interface Guest {
  id: string;
  name: string;
  /** When the guest's access ends. */
  expiresAt: string;
}

/** The guest with this id, while the guest's time lasts and staff have not disabled the account. */
export async function guestOf(
  { db, clock }: Pick<Services, "db" | "clock">,
  id: string,
): Promise<Guest | undefined> {
  const user = await userInUse(db, { id, now: isoNow(clock) });
  if (user?.role !== "guest" || user.expiresAt === null) return undefined;
  return { id, name: user.name, expiresAt: user.expiresAt };
}
