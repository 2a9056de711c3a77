/** What staff see of one person beside the account: cases, mutes, and where they are signed in. */
import { isoNow } from "#kit/clock.ts";
import { caseLimits } from "#wire/limits.ts";
import { earlierCases, type StoredCase } from "#storage/cases.ts";
import type { GroupOfPerson } from "#storage/known_people.ts";
import { mutesInScope } from "#storage/mutes.ts";
import { sessionsOf } from "#storage/sessions.ts";
import type { Context } from "../context.ts";
import { scopeOf } from "../scope.ts";

export interface Oversight {
  /** About the person, that the actor may decide; newest first. */
  cases: StoredCase[];
  /** In force, in courses of the actor; the last to end comes first. */
  mutes: { until: string; reason: string; group?: string }[];
  /** Each a browser or program in which they are signed in; the last seen comes first. */
  sessions: { device: string; lastSeenAt: string }[];
}

/** The caller has asked whether the actor sees the person as staff. */
export async function oversightOf(
  { actor, clock, db }: Context,
  { id: subjectId, groups }: { id: string; groups: readonly GroupOfPerson[] },
): Promise<Oversight> {
  const now = isoNow(clock);
  const limit = caseLimits.earlier;
  const scope = scopeOf(actor);
  const mutes = await mutesInScope(db, scope, { userId: subjectId, now });
  const sessions = await sessionsOf(db, { userId: subjectId, now });
  return {
    cases: await earlierCases(db, scope, { id: "", subjectId, limit }),
    mutes: mutes.map(({ conversationId, reason, untilAt: until }) => {
      const group = groups.find((one) => one.id === conversationId);
      return { until, reason, ...(group && { group: group.name }) };
    }),
    sessions: sessions.map(({ device, lastSeenAt }) => ({ device, lastSeenAt })),
  };
}
