/** Links and codes with which a course's teachers let people in who join by themselves. */
import { isoNow } from "#kit/clock.ts";
import { uuidv7 } from "#kit/ids.ts";
import { inviteLimits } from "#wire/limits.ts";
import { oneLine } from "#wire/text.ts";
import { type Flag, flag } from "#storage/database.ts";
import {
  countOpenInvites,
  insertInvite,
  inviteById,
  type InviteRole,
  invitesOfCourse,
  revokeInvite as storeRevoked,
  type StoredInvite,
  type StoredUse,
  usesOfInvite,
} from "#storage/invites.ts";
import { courseGroups } from "#storage/roster.ts";
import { allValid } from "../all_valid.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Context } from "../context.ts";
import type { Writing } from "../log/write.ts";
import { notFound, Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { type Course, requireCourse, requireOpenCourse } from "../roster/course_rights.ts";
import { requireLegible, requireLength, requireStorable } from "../valid_text.ts";
import { writeAs } from "../write_as.ts";
import { codeOf, hashOfSecret, linkOf, readSecret } from "./secrets.ts";

/** Why an invite lets nobody in: `void` after a change of the server's key. */
export type InviteState =
  "open" | "used_up" | "expired" | "revoked" | "void" | "archived" | "deleted";

/** Someone who has used an invite. */
export type InviteUse = StoredUse;

export interface Invite extends Omit<StoredInvite, "needsApproval" | "linkHash"> {
  /** What follows the `#` of its address. */
  link: string;
  code: string;
  needsApproval: boolean;
  state: InviteState;
}

export interface InviteKey {
  courseId: string;
  id: string;
}

export interface InviteInput {
  role: InviteRole;
  /** A group of the course, or none; guests come into one. */
  conversationId: string | null;
  /** What staff call it; may be empty. */
  title: string;
  /** UTC ISO text. Guests leave when it comes. */
  expiresAt: string;
  usesMax: number;
  /** Of people who are not in the course; tutors always wait for it. */
  needsApproval: boolean;
}

/**
 * Makes an invite. It always ends, and lets a limited number of people in.
 * @throws {Refusal} not_found, for all but admins and the course's teachers; forbidden, when it is archived;
 * invalid, with its field; conflict, when the course has too many
 */
export async function createInvite(
  context: Context,
  courseId: string,
  input: InviteInput,
): Promise<{ id: string }> {
  const valid = validInput(context, input);
  return writeAs(context, signedIn, async (acting, writing) => {
    const { tx, now: at } = writing;
    await requireOpenCourse({ db: tx, actor: acting.actor }, courseId);
    await requireGroup(writing, courseId, input.conversationId);
    if ((await countOpenInvites(tx, { courseId, now: at })) >= inviteLimits.openInCourse) {
      throw new Refusal("conflict", {
        reason: "invites_many",
        params: { max: inviteLimits.openInCourse },
      });
    }
    const secrets = newSecrets(acting);
    const actorId = acting.actor.id;
    const rest = { courseId, actorId, at };
    await insertInvite(tx, { ...secrets, ...valid, ...rest });
    await record(acting, writing, { verb: "invite.create", courseId, title: valid.title });
    return { id: secrets.id };
  });
}

function validInput({ clock }: Context, input: InviteInput) {
  const { role } = input;
  const needsApproval: Flag = flag(input.needsApproval || role === "tutor");
  return {
    role,
    needsApproval,
    ...allValid({
      title: () => validTitle(input.title),
      conversationId: () => validPlace(input),
      expiresAt: () => validEnd(input, clock.now()),
      usesMax: () => validUses(input.usesMax),
    }),
  };
}

function validTitle(text: string): string {
  requireStorable("title", text);
  const title = oneLine(text);
  if (title !== "") requireLegible("title", title);
  requireLength("title", title, { max: inviteLimits.titleChars, reason: "group_name_long" });
  return title;
}

/** Which of the course's groups there are, the transaction asks. */
function validPlace({ role, conversationId }: InviteInput): string | null {
  if (role !== "guest" || conversationId !== null) return conversationId;
  throw new Refusal("invalid", { field: "group", reason: "pass_group" });
}

function validEnd({ expiresAt, role }: InviteInput, nowMs: number): string {
  const endMs = Date.parse(expiresAt);
  const days = role === "guest" ? inviteLimits.passDays : inviteLimits.lifeDays;
  // Also false for what is no time.
  if (!(endMs > nowMs && endMs <= nowMs + days * 24 * 3_600_000)) {
    throw new Refusal("invalid", { field: "ends", reason: "invite_end", params: { days } });
  }
  return new Date(endMs).toISOString();
}

function validUses(uses: number): number {
  const { uses: max } = inviteLimits;
  if (Number.isInteger(uses) && uses >= 1 && uses <= max) return uses;
  throw new Refusal("invalid", { field: "uses", reason: "invite_uses", params: { max } });
}

async function requireGroup(
  { tx }: Writing,
  courseId: string,
  conversationId: string | null,
): Promise<void> {
  if (conversationId === null) return;
  const groups = await courseGroups(tx, courseId);
  if (groups.some(({ id }) => id === conversationId)) return;
  throw new Refusal("invalid", { field: "group", reason: "invite_group" });
}

function newSecrets(acting: Acting) {
  const id = uuidv7(acting.clock.now(), acting.random);
  const linkHash = hashOfSecret(acting, readSecret(linkOf(acting, id))!);
  const codeHash = hashOfSecret(acting, readSecret(codeOf(acting, id))!);
  return { id, linkHash, codeHash };
}

interface InviteAct {
  verb: "invite.create" | "invite.revoke";
  courseId: string;
  title: string;
}

function record(acting: Acting, writing: Writing, { verb, courseId, title }: InviteAct) {
  return recordAct(acting, writing, { verb, courseId, detail: title || null });
}

/** Newest first, with the course. @throws {Refusal} not_found, as `createInvite` */
export async function listInvites(
  context: Context,
  courseId: string,
): Promise<{ course: Course; invites: Invite[] }> {
  return context.db.snapshot(async (db) => {
    const course = await requireCourse({ db, actor: context.actor }, courseId);
    const rows = await invitesOfCourse(db, courseId);
    return { course, invites: rows.map((row) => shownInvite(context, row)) };
  });
}

/** With those who have used it most recently. @throws {Refusal} not_found */
export async function getInvite(
  context: Context,
  key: InviteKey,
): Promise<{ course: Course; invite: Invite; uses: InviteUse[] }> {
  return context.db.snapshot(async (db) => {
    const course = await requireCourse({ db, actor: context.actor }, key.courseId);
    const row = await inviteById(db, key.id);
    if (row?.courseId !== key.courseId) throw notFound();
    const uses = await usesOfInvite(db, { inviteId: key.id, limit: inviteLimits.usesListed });
    return { course, invite: shownInvite(context, row), uses };
  });
}

/** Nobody can use it from now on; who has used it stays. @throws {Refusal} not_found */
export async function revokeInvite(context: Context, { courseId, id }: InviteKey): Promise<void> {
  await writeAs(context, signedIn, async (acting, writing) => {
    const { tx, now: at } = writing;
    await requireCourse({ db: tx, actor: acting.actor }, courseId);
    const row = await inviteById(tx, id);
    if (row?.courseId !== courseId) throw notFound();
    if ((await storeRevoked(tx, { id, at })) === 0) return;
    await record(acting, writing, { verb: "invite.revoke", courseId, title: row.title });
  });
}

function shownInvite(context: Context, row: StoredInvite): Invite {
  const { needsApproval, linkHash: _, ...rest } = row;
  return {
    ...rest,
    link: linkOf(context, row.id),
    code: codeOf(context, row.id),
    needsApproval: needsApproval === 1,
    state: stateOf(context, row),
  };
}

/** The group that it leads to was deleted. It may be restored. */
export function isGroupGone({ conversationId, groupName }: StoredInvite): boolean {
  return conversationId !== null && groupName === null;
}

/** Whether it lets anyone in now, and if not, why. */
export function stateOf(
  context: Pick<Context, "clock" | "secrets">,
  row: StoredInvite,
): InviteState {
  const { revokedAt, expiresAt, uses, usesMax, courseArchivedAt } = row;
  if (revokedAt !== null) return "revoked";
  if (expiresAt <= isoNow(context.clock)) return "expired";
  if (hashOfSecret(context, readSecret(linkOf(context, row.id))!) !== row.linkHash) return "void";
  if (courseArchivedAt !== null) return "archived";
  if (isGroupGone(row)) return "deleted";
  return uses < usesMax ? "open" : "used_up";
}
