/** People who asked to join with an invite, until a teacher of the course decides. */
import { isoNow } from "#kit/clock.ts";
import { inviteLimits } from "#wire/limits.ts";
import {
  countWaiting,
  decideUse,
  giveUseBack,
  inviteById,
  type StoredInvite,
  type StoredWaiting,
  type UseKey,
  useOf,
  waitingInCourse,
} from "#storage/invites.ts";
import { staffNamesOfCourse } from "#storage/staff_names.ts";
import { userInUse } from "#storage/users.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Context } from "../context.ts";
import { refreshAccounts } from "../courses/refresh_accounts.ts";
import { applyParts } from "../groups/member_parts.ts";
import type { Writing } from "../log/write.ts";
import { lookalikeFinder } from "../people/lookalikes.ts";
import { notFound } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { requireCourse, requireOpenCourse } from "../roster/course_rights.ts";
import { writeAs } from "../write_as.ts";
import { isGroupGone } from "./invites.ts";
import { admit, staffOf } from "./use_invite.ts";

export interface WaitingPerson extends StoredWaiting {
  /** The name of a member of staff that this one looks like. */
  likeStaff?: string;
}

export interface WaitingList {
  /** Who came first, first. */
  people: WaitingPerson[];
  /** If there are more than are listed. */
  total: number;
}

/** @throws {Refusal} not_found, for all but admins and the course's teachers */
export async function listWaiting(context: Context, courseId: string): Promise<WaitingList> {
  const { actor, clock } = context;
  return context.db.snapshot(async (db) => {
    await requireCourse({ db, actor }, courseId);
    const now = isoNow(clock);
    const total = await countWaiting(db, { courseId, now });
    if (total === 0) return { people: [], total };
    const rows = await waitingInCourse(db, { courseId, now, limit: inviteLimits.waitingListed });
    const nameLike = lookalikeFinder(await staffNamesOfCourse(db, { courseId, now }));
    const people = rows.map((row) => ({ ...row, likeStaff: nameLike(row.name) }));
    return { people, total };
  });
}

export interface Decision {
  courseId: string;
  isAccepted: boolean;
  /** Each once. */
  uses: readonly UseKey[];
}

/** Nobody else can write meanwhile. */
const peopleAtOnce = 25;

/**
 * Lets people in who wait, or declines. Someone about whom another teacher has decided meanwhile stays as
 * decided. Who is declined does not count as having used the invite.
 * @returns how many were decided about
 * @throws {Refusal} not_found, also for people who do not wait for this course; forbidden, when it is
 * archived; conflict, if only some of many were decided about
 */
export async function decideWaiting(
  context: Context,
  { courseId, isAccepted, uses }: Decision,
): Promise<number> {
  const parts = Array.from({ length: Math.ceil(uses.length / peopleAtOnce) }, (_, index) =>
    uses.slice(index * peopleAtOnce, (index + 1) * peopleAtOnce),
  );
  let decided = 0;
  await applyParts(context, {
    parts,
    sizeOf: ({ length }) => length,
    async apply(part) {
      decided += await writeAs(context, signedIn, async (acting, writing) => {
        await requireOpenCourse({ db: writing.tx, actor: acting.actor }, courseId);
        return decidePart(acting, writing, { courseId, isAccepted, uses: part });
      });
    },
  });
  return decided;
}

async function decidePart(
  acting: Acting,
  writing: Writing,
  { courseId, isAccepted, uses }: Decision,
): Promise<number> {
  const invites = new Map<string, StoredInvite>();
  const concerned = new Set<string>();
  let decided = 0;
  for (const use of uses) {
    const invite = invites.get(use.inviteId) ?? (await inviteById(writing.tx, use.inviteId));
    if (invite?.courseId !== courseId) throw notFound();
    invites.set(invite.id, invite);
    if (!(await decideOne(acting, writing, { invite, use, isAccepted }))) continue;
    decided += 1;
    for (const id of [use.userId, ...(await staffOf(writing.tx, invite))]) concerned.add(id);
  }
  await refreshAccounts(writing, concerned);
  return decided;
}

interface One {
  invite: StoredInvite;
  use: UseKey;
  isAccepted: boolean;
}

async function decideOne(
  acting: Acting,
  writing: Writing,
  { invite, use, isAccepted }: One,
): Promise<boolean> {
  const { tx, now } = writing;
  const { userId } = use;
  if (!(await useOf(tx, use))) throw notFound();
  // Not listed meanwhile: who is disabled, and who waits for a group that was deleted.
  if (isGroupGone(invite) || !(await userInUse(tx, { id: userId, now }))) return false;
  const state = isAccepted ? "accepted" : "declined";
  const decision = { ...use, state, by: acting.actor.id, at: now } as const;
  if ((await decideUse(tx, decision)) === 0) return false;
  if (isAccepted) await admit(writing, invite, userId);
  else await giveUseBack(tx, invite.id);
  const { courseId, role, title } = invite;
  const verb = isAccepted ? "invite.accept" : "invite.decline";
  const detail = title ? `${role} · ${title}` : role;
  await recordAct(acting, writing, { verb, courseId, subjectId: userId, detail });
  return true;
}
