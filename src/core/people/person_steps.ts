/**
 * Steps within other verbs' transactions: creating an account, and telling its groups of a change.
 */
import { membershipsOf } from "#storage/members.ts";
import { setPassword } from "#storage/identities.ts";
import {
  insertUser,
  releaseEmail,
  userByAddress,
  userById,
  userIdByUsername,
  type StoredUser,
} from "#storage/users.ts";
import { renameAsked } from "../groups/asked_names.ts";
import { nextSeqs } from "../groups/next_seq.ts";
import type { Acting, Services } from "../context.ts";
import { uuidv7 } from "#kit/ids.ts";
import { Refusal } from "../refusals.ts";
import type { Writing } from "../log/write.ts";
import { usernameOf } from "./person_fields.ts";

export interface NewPerson {
  /** Empty for a person without one. */
  email: string;
  /** Derived from the address or the name if absent. */
  username?: string;
  name: string;
  role: StoredUser["role"];
  /** The hash, if there is a password from the start. */
  password?: string;
  expiresAt?: string | null;
}

/**
 * @returns the id of the new account
 * @throws {Refusal} conflict, field `email` or `username`
 */
export async function addPerson(
  { clock, random }: Services,
  writing: Writing,
  person: NewPerson,
): Promise<string> {
  const { tx, now } = writing;
  if (person.email !== "") await requireFreeEmail(writing, person.email);
  if (person.username) await requireFreeUsername(writing, person.username);
  const id = uuidv7(clock.now(), random);
  const username =
    person.username || (await freeUsername(writing, person.email || person.name, id));
  await insertUser(tx, { ...person, id, username, at: now });
  if (person.password) await setPassword(tx, { id, password: person.password, at: now });
  return id;
}

/**
 * Checks that no account has the address or one that looks the same. The address of an expired
 * guest is free again: the old account keeps its name and messages, without an address.
 * @throws {Refusal} conflict, field `email`
 */
export async function requireFreeEmail(
  { tx, now }: Writing,
  email: string,
  exceptId?: string,
): Promise<void> {
  const present = await userByAddress(tx, email);
  if (!present || present.id === exceptId) return;
  if (present.expiresAt !== null && present.expiresAt <= now) {
    await releaseEmail(tx, { id: present.id, at: now });
    return;
  }
  throw emailTaken(present);
}

function emailTaken({ role }: Pick<StoredUser, "role">): Refusal {
  if (role !== "guest") {
    return new Refusal("conflict", {
      field: "email",
      reason: "email_taken",
    });
  }
  return new Refusal("conflict", { field: "email", reason: "email_taken_by_guest" });
}

/** @throws {Refusal} conflict, field `username` */
export async function requireFreeUsername(
  { tx }: Writing,
  username: string,
  exceptId?: string,
): Promise<void> {
  const present = await userIdByUsername(tx, username);
  if (present === undefined || present === exceptId) return;
  throw new Refusal("conflict", {
    field: "username",
    reason: "username_taken",
  });
}

/** A username derived from an address or a name, with a number if it is taken. */
export async function freeUsername({ tx }: Writing, text: string, id: string): Promise<string> {
  const base = usernameOf(text);
  for (let count = 1; count <= 50; count += 1) {
    const candidate = count === 1 ? base : `${base}${count}`;
    if ((await userIdByUsername(tx, candidate)) === undefined) return candidate;
  }
  return `${base.slice(0, 19)}-${id.slice(-12)}`;
}

/**
 * Tells every group of a person their current name and role.
 * @param nameBefore their former name, if it may have changed
 */
export async function appendUserChanged(
  acting: Acting,
  writing: Writing,
  { id: userId, nameBefore }: { id: string; nameBefore?: string },
): Promise<void> {
  const { tx, appendAll, appendAccountEvent } = writing;
  await appendAccountEvent(userId, { kind: "user_changed" });
  const user = await userById(tx, userId);
  if (!user) return;
  if (nameBefore !== undefined) {
    await renameAsked(writing, { userId, from: nameBefore, to: user.name });
  }
  const memberships = await membershipsOf(tx, userId);
  const conversationIds = memberships.map(({ conversationId }) => conversationId);
  const metas = await nextSeqs(acting, writing, { conversationIds, right: "belong" });
  await appendAll(
    memberships.map(({ role }, index) => ({
      messageType: "MemberChanged",
      payload: { member: { userId, name: user.name, userRole: user.role, role } },
      meta: metas[index]!,
    })),
  );
}
