/** What staff do with other people's accounts. Each act is audited. */
import { accountLimits } from "#wire/limits.ts";
import { eraseDetails } from "#storage/log_chain.ts";
import type { Role } from "#wire/views.ts";
import {
  adminInUseExists,
  anonymise,
  setDisabled as storeDisabled,
  updatePerson,
} from "#storage/people.ts";
import { deleteOwnCodes } from "#storage/codes.ts";
import { deleteIdentities } from "#storage/identities.ts";
import { isMerging } from "#storage/merges.ts";
import { userById, type StoredUser } from "#storage/users.ts";
import { recordAct } from "../audit/audit.ts";
import { writeAs } from "../write_as.ts";
import type { Context } from "../context.ts";
import { notFound, Refusal } from "../refusals.ts";
import type { Writing } from "../log/write.ts";
import { addCode, type SignInCode } from "../identity/codes.ts";
import {
  addPerson,
  appendUserChanged,
  requireFreeEmail,
  requireFreeUsername,
} from "./person_steps.ts";
import { staffNameLike } from "./lookalikes.ts";
import { leaveAllGroups } from "../groups/member_steps.ts";
import { managesPeople } from "../requirements.ts";
import { normalEmail, optionalEmail, validName, validUsername } from "./person_fields.ts";
import { allValid } from "../all_valid.ts";
import { endSessionsOf } from "../identity/sessions.ts";

export interface PersonInput {
  name: string;
  /** Absent or empty for a person without one. */
  email?: string;
  /** Derived from the address or the name if absent or empty. */
  username?: string;
  role: Role;
}

export interface NewAccount {
  id: string;
  code?: SignInCode;
  /** The name of a member of staff that the new one looks like. */
  likeStaff?: string;
}

/**
 * Creates an account with a one-time code, which is returned only here; a guest has none.
 * @throws {Refusal} forbidden; invalid and conflict with the field
 */
export async function createPerson(context: Context, input: PersonInput): Promise<NewAccount> {
  const { role } = input;
  managesPeople(context.actor);
  const { email, name, username } = allValid({
    email: () => optionalEmail(input.email ?? ""),
    name: () => validName(input.name),
    username: () => (input.username?.trim() ? validUsername(input.username) : undefined),
  });
  const isGuest = role === "guest";
  const expiresAt = isGuest ? guestEnd(context) : null;
  return writeAs(context, managesPeople, async (acting, writing) => {
    const id = await addPerson(acting, writing, { email, name, username, role, expiresAt });
    await recordAct(acting, writing, { verb: "user.create", subjectId: id, detail: role });
    const likeStaff = await staffNameLike(writing.tx, { id, name, now: writing.now });
    const noted = { id, ...(likeStaff !== undefined && { likeStaff }) };
    return isGuest ? noted : { ...noted, code: await addCode(acting, writing, id) };
  });
}

/**
 * Changes what is given. An account that becomes a guest loses its password and ends after 30 days;
 * a guest who becomes more needs a code from `issueCode`.
 * @throws {Refusal} forbidden, not_found; invalid and conflict with the field (`role`: last admin)
 */
export async function editPerson(
  context: Context,
  id: string,
  input: Partial<PersonInput>,
): Promise<void> {
  await writeAs(context, managesPeople, async (acting, writing) => {
    const present = await requirePerson(writing, id);
    const next = { ...present, ...validChanges(input, present) };
    const changed = (["email", "name", "username", "role"] as const).filter(
      (field) => present[field] !== next[field],
    );
    if (changed.length === 0) return;
    if (changed.includes("email") && next.email !== "")
      await requireFreeEmail(writing, next.email, id);
    if (changed.includes("username")) await requireFreeUsername(writing, next.username, id);
    const expiresAt = next.role === "guest" ? (present.expiresAt ?? guestEnd(acting)) : null;
    await updatePerson(writing.tx, { ...next, expiresAt, at: writing.now });
    // A link that went to the former address is not its owner's.
    if (changed.includes("email")) await deleteOwnCodes(writing.tx, id);
    if (next.role === "guest") await deleteIdentities(writing.tx, id);
    await requireAnAdmin(writing);
    const roles = changed.includes("role") ? [`${present.role} → ${next.role}`] : [];
    const detail = [...changed, ...roles].join(", ");
    await recordAct(acting, writing, { verb: "user.update", subjectId: id, detail });
    await appendUserChanged(acting, writing, { id, nameBefore: present.name });
  });
}

/** Checks only fields that change: an adopted account may have values that are not valid here. */
function validChanges(input: Partial<PersonInput>, present: StoredUser): Partial<PersonInput> {
  const { email, name, role } = input;
  const username = input.username?.trim().toLowerCase();
  const isOtherEmail = email !== undefined && normalEmail(email) !== normalEmail(present.email);
  return allValid({
    ...(name !== undefined && name !== present.name && { name: () => validName(name) }),
    ...(isOtherEmail && { email: () => optionalEmail(email) }),
    ...(username && username !== present.username && { username: () => validUsername(username) }),
    ...(role !== undefined && { role: () => role }),
  });
}

/**
 * Signs an account out and prevents it from signing in; nothing else of it changes.
 * @throws {Refusal} forbidden, not_found, conflict (last admin)
 */
export function disablePerson(context: Context, id: string): Promise<void> {
  return setDisabled(context, id, true);
}

/** @throws {Refusal} forbidden, not_found */
export function enablePerson(context: Context, id: string): Promise<void> {
  return setDisabled(context, id, false);
}

async function setDisabled(context: Context, id: string, disabled: boolean): Promise<void> {
  await writeAs(context, managesPeople, async (acting, writing) => {
    const { tx, now, appendAccountEvent } = writing;
    const present = await requirePerson(writing, id);
    if ((present.disabledAt !== null) === disabled) return;
    await storeDisabled(tx, { id, disabledAt: disabled ? now : null, at: now });
    await requireAnAdmin(writing);
    if (disabled) await endSessionsOf(writing, { userId: id, reason: "disabled" });
    const verb = disabled ? "user.disable" : "user.enable";
    await recordAct(acting, writing, { verb, subjectId: id });
    await appendAccountEvent(id, { kind: "user_changed" });
  });
}

/**
 * Deletes the account and keeps its messages, shown as written by a deleted user.
 * @throws {Refusal} forbidden, not_found, conflict (last admin)
 */
export async function removePerson(context: Context, id: string): Promise<void> {
  await writeAs(context, managesPeople, async (acting, writing) => {
    const { tx, now, appendAccountEvent } = writing;
    await requirePerson(writing, id);
    await leaveAllGroups(acting, writing, id);
    await endSessionsOf(writing, { userId: id, reason: "deleted" });
    await eraseDetails(tx, id);
    await recordAct(acting, writing, { verb: "user.delete", subjectId: id });
    await anonymise(tx, { id, username: `deleted-${id}`, at: now });
    await requireAnAdmin(writing);
    await appendAccountEvent(id, { kind: "user_changed" });
  });
}

/** @throws {Refusal} not_found; conflict, while the account becomes part of another one */
async function requirePerson({ tx }: Writing, id: string): Promise<StoredUser> {
  const row = await userById(tx, id);
  if (!row) throw notFound();
  if (await isMerging(tx, [id])) throw new Refusal("conflict", { reason: "merging" });
  return row;
}

/** Checked after the change: someone who can undo it must remain. */
async function requireAnAdmin({ tx, now }: Writing): Promise<void> {
  if (await adminInUseExists(tx, now)) return;
  throw new Refusal("conflict", {
    field: "role",
    reason: "last_admin",
  });
}

function guestEnd({ clock }: Context): string {
  return new Date(clock.now() + accountLimits.guestLifeMs).toISOString();
}
