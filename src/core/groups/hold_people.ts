/** Of whom in a group messages can be made to wait for approval. */
import { holdPeople } from "#storage/held.ts";
import type { Context } from "../context.ts";
import { officesOfMembers } from "../people/places.ts";
import { listMembers } from "./members.ts";

export interface HoldChoice {
  /** The members without an office, to whom alone it can apply. */
  people: { id: string; name: string }[];
  /** The ids of those whose messages wait where only those of chosen people do. */
  chosen: string[];
}

/** For staff who set it. @throws {Refusal} not_found */
export async function holdChoiceIn(context: Context, id: string): Promise<HoldChoice> {
  const members = await listMembers(context, id);
  const offices = await officesOfMembers(context, id);
  return {
    people: members
      .filter(({ userId, userRole }) => userRole !== "admin" && !offices[userId])
      .map(({ userId, name }) => ({ id: userId, name })),
    chosen: await holdPeople(context.db, id),
  };
}
