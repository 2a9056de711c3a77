/** What people do who have a link or a code: see what it is for, and use it. */
import { courseStaffIds, putCourseRole, rolesInCourse } from "#storage/course_people.ts";
import { byAccount, type StoredCourseRole } from "#storage/courses.ts";
import type { Queries } from "#storage/database.ts";
import {
  byInvite,
  insertUse,
  inviteById,
  inviteIdByHash,
  type StoredInvite,
  takeUse,
  useOf,
  type UseState,
} from "#storage/invites.ts";
import { insertMembers, membership, type MembershipKey } from "#storage/members.ts";
import { insertSources, membershipsAmong } from "#storage/roster_changes.ts";
import { isStaffOf } from "#storage/scope.ts";
import { userInUse } from "#storage/users.ts";
import { attemptCode, codeWrong } from "../identity/code_attempts.ts";
import type { Context, Services } from "../context.ts";
import { refreshAccounts } from "../courses/refresh_accounts.ts";
import type { Writing } from "../log/write.ts";
import { requireOwnName } from "../people/lookalikes.ts";
import { notFound, Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { appendMemberships } from "../roster/group_events.ts";
import { writeAs } from "../write_as.ts";
import { type InviteState, stateOf } from "./invites.ts";
import { hashOfSecret, readSecret } from "./secrets.ts";

/**
 * The invite of a link or a code, whether or not it still works. Only wrong codes count as attempts:
 * nobody guesses 128 bits.
 * @returns undefined for what is no invite's, such as a one-time code
 * @throws {Refusal} limited; invalid, field `code`
 */
export async function findInvite(
  services: Services,
  { code, address }: { code: string; address: string },
): Promise<string | undefined> {
  const secret = readSecret(code);
  if (!secret) return undefined;
  const find = () => inviteIdByHash(services.db, hashOfSecret(services, secret));
  if (secret.kind === "code") return attemptCode(services, address, find);
  const id = await find();
  if (id === undefined) throw codeWrong();
  return id;
}

/** What people see who were invited. */
export interface ShownInvite extends Pick<
  StoredInvite,
  "id" | "courseId" | "courseName" | "groupName" | "actorName" | "role" | "expiresAt"
> {
  needsApproval: boolean;
  state: InviteState;
  /** What became of the viewer's request, if they have used it. */
  used?: UseState;
}

/** @param userId the viewer, if they are signed in. @returns undefined if there is no such invite */
export async function showInvite(
  services: Services,
  { id, userId }: { id: string; userId?: string },
): Promise<ShownInvite | undefined> {
  const row = await inviteById(services.db, id);
  if (!row) return undefined;
  const use = userId === undefined ? undefined : await useOf(services.db, { inviteId: id, userId });
  const { courseId, courseName, groupName, actorName, role, expiresAt } = row;
  return {
    id,
    courseId,
    courseName,
    groupName,
    actorName,
    role,
    expiresAt,
    needsApproval: row.needsApproval === 1,
    state: stateOf(services, row),
    ...(use && { used: use.state }),
  };
}

export interface Joined {
  /** `waiting` until staff decide. */
  state: "in" | "waiting";
  /** The group that the invite leads to. */
  conversationId: string | null;
}

/**
 * The actor uses an invite. Using it again changes nothing.
 * @throws {Refusal} not_found; conflict: it has ended, or it was used before and staff have said no or
 * taken the person out; conflict, field `name`, for a name like that of staff
 */
export function joinByInvite(context: Context, inviteId: string): Promise<Joined> {
  return writeAs(context, signedIn, async (acting, writing) => {
    const { id: userId, name, role } = acting.actor;
    // A guest's pass is for one group; another one would be for another guest.
    if (role === "guest" && !(await useOf(writing.tx, { inviteId, userId }))) {
      throw new Refusal("conflict", { reason: "invite_for_guest" });
    }
    const joined = await useInvite(acting, writing, { inviteId, userId });
    await requireOwnName(writing, { id: userId, name });
    return joined;
  });
}

/**
 * Within the transaction that knows who the person is, such as that of a registration.
 * @throws {Refusal} as `joinByInvite`; the caller asks for the name
 */
export async function useInvite(
  services: Services,
  writing: Writing,
  { inviteId, userId }: { inviteId: string; userId: string },
): Promise<Joined> {
  const { tx, now } = writing;
  const invite = await inviteById(tx, inviteId);
  if (!invite) throw notFound();
  const { conversationId } = invite;
  const state = stateOf(services, invite);
  // Its guests have ended with it, also the one who comes now.
  if (invite.role === "guest" && state === "expired") throw inviteEnded();
  if (await isIn(writing, invite, userId)) return { state: "in", conversationId };
  const before = await useOf(tx, { inviteId, userId });
  if (before?.state === "waiting") return { state: "waiting", conversationId };
  if (before) {
    const reason = before.state === "declined" ? "invite_declined" : "invite_again";
    throw new Refusal("conflict", { reason });
  }
  const works = state === "open" && (await takeUse(tx, { id: inviteId, now })) > 0;
  if (!works) throw inviteEnded();
  const waits = await mustWait(tx, invite, userId);
  await insertUse(tx, { inviteId, userId, state: waits ? "waiting" : "accepted", at: now });
  if (!waits) await admit(writing, invite, userId);
  await refreshAccounts(writing, [userId, ...(await staffOf(tx, invite))]);
  return { state: waits ? "waiting" : "in", conversationId };
}

function inviteEnded(): Refusal {
  return new Refusal("conflict", { reason: "invite_ended" });
}

/** The accounts whose open pages show who uses an invite. */
export async function staffOf(
  db: Queries,
  { courseId, actorId }: Pick<StoredInvite, "courseId" | "actorId">,
): Promise<string[]> {
  return [actorId, ...(await courseStaffIds(db, courseId))];
}

const ranks: Record<StoredCourseRole, number> = { student: 1, tutor: 2, teacher: 3 };

/**
 * Whether the person has what the invite gives, or sees it by office. What only having an account gives
 * does not count: who registers with an invite has used it.
 * @throws {Refusal} conflict, for a guest with an invite for people with an account, or the reverse
 */
async function isIn({ tx, now }: Writing, invite: StoredInvite, userId: string): Promise<boolean> {
  const user = await userInUse(tx, { id: userId, now });
  if (!user) throw notFound();
  if (user.role === "admin") return true;
  const { courseId, conversationId, role } = invite;
  const given = await rolesInCourse(tx, { courseId, userId });
  const isThere = conversationId === null || (await isInGroup(tx, { conversationId, userId }));
  if (role === "guest") {
    const isStranger = user.role !== "guest" && given.length === 0;
    if (isStranger && !isThere) throw new Refusal("conflict", { reason: "pass_for_guests" });
    return isThere;
  }
  if (user.role === "guest") throw new Refusal("conflict", { reason: "invite_for_guest" });
  const has = given.some((one) => one.source !== byAccount && ranks[one.role] >= ranks[role]);
  return has && isThere;
}

async function isInGroup(db: Queries, key: MembershipKey): Promise<boolean> {
  return (await membership(db, key)) !== undefined || isStaffOf(db, key);
}

/** Who is in the course by anything but having an account needs no approval to come in as a student. */
async function mustWait(
  db: Queries,
  { needsApproval, courseId, role }: StoredInvite,
  userId: string,
): Promise<boolean> {
  if (needsApproval === 0) return false;
  if (role === "tutor") return true;
  return !(await rolesInCourse(db, { courseId, userId })).some(
    ({ source }) => source !== byAccount,
  );
}

/**
 * Gives what the invite gives, with the source `invite`. A role or a membership that another source gives
 * stays its own.
 */
export async function admit(
  writing: Writing,
  { courseId, conversationId, role }: StoredInvite,
  userId: string,
): Promise<void> {
  const { tx, now } = writing;
  if (role !== "guest") {
    const given = (await rolesInCourse(tx, { courseId, userId })).find(
      ({ source }) => source === byInvite,
    );
    if (!given || ranks[given.role] < ranks[role]) {
      await putCourseRole(tx, { courseId, userId, role, source: byInvite, at: now });
    }
  }
  if (conversationId === null) return;
  const key = { conversationId, userId };
  const inserted = await insertMembers(tx, [{ ...key, role: "member", joinedAt: now }]);
  const [present] = await membershipsAmong(tx, [key]);
  // A membership without a source was made by hand, and stays so.
  if (inserted.length > 0 || present?.sources) {
    await insertSources(tx, { at: now, rows: [{ ...key, source: byInvite }] });
  }
  const joined = inserted.map((one) => ({ ...one, role: "member" as const }));
  await appendMemberships(writing, { courseId, left: [], joined });
}
