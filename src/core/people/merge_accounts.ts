/**
 * The same person twice: one account becomes part of the other, with its messages, groups and roles. By
 * the person, who proves both, or by an admin.
 */
import { credentialsById, credentialsByTyped } from "#storage/identities.ts";
import { insertMerge, isMerging, type MergeSize, mergeSize, rankOf } from "#storage/merges.ts";
import { personById, setDisabled, type StoredPerson, updatePerson } from "#storage/people.ts";
import type { Queries } from "#storage/database.ts";
import { type StoredUser, userById, userInUse } from "#storage/users.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Context } from "../context.ts";
import { endSessionsOf } from "../identity/sessions.ts";
import { type Credentials, signIn } from "../identity/sign_in.ts";
import type { Writing } from "../log/write.ts";
import { mayMergeAway } from "../permissions.ts";
import { credentialsWrong, notFound, Refusal } from "../refusals.ts";
import { managesPeople, signedIn } from "../requirements.ts";
import { writeAs } from "../write_as.ts";
import { mergeSoon } from "./merge_steps.ts";
import { appendUserChanged } from "./person_steps.ts";

export interface BegunMerge {
  /** The account that goes, and the one that stays. */
  fromId: string;
  toId: string;
  /** Resolves when it is complete, or left to another server. */
  finished: Promise<void>;
}

export interface MergePreview extends MergeSize {
  from: StoredPerson;
  to: StoredPerson;
}

/**
 * What an admin is asked before.
 * @param into the address or username of the account that stays, as typed
 * @throws {Refusal} forbidden; not_found; conflict, as `mergePeople`; invalid, field `into`
 */
export function previewMerge(
  { db, actor, clock }: Context,
  { fromId, into }: { fromId: string; into: string },
): Promise<MergePreview> {
  managesPeople(actor);
  return db.snapshot(async (state) => {
    const found = into.trim() === "" ? undefined : await credentialsByTyped(state, into);
    const from = await personById(state, fromId);
    if (!from) throw notFound();
    const to = found && (await personById(state, found.id));
    if (!to) throw new Refusal("invalid", { field: "into", reason: "merge_unknown" });
    const now = new Date(clock.now()).toISOString();
    await requireMergeable(state, { fromId, toId: to.id, now, isOwner: false });
    const { groups, written } = (await mergeSize(state, fromId)) ?? { groups: 0, written: 0 };
    return { from, to, groups, written };
  });
}

/**
 * An account becomes part of another one, by an admin.
 * The account that goes may be disabled or have ended.
 * @throws {Refusal} forbidden; not_found; conflict: the same account, one that is being merged, into a
 * disabled account or a guest's, a guest into an admin, and staff of higher rank
 */
export async function mergePeople(
  context: Context,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<BegunMerge> {
  await writeAs(context, managesPeople, async (acting, writing) => {
    const { tx } = writing;
    if (!(await personById(tx, fromId)) || !(await personById(tx, toId))) throw notFound();
    await begin(acting, writing, { fromId, toId, isOwner: false });
  });
  return begun(context, { fromId, toId });
}

/**
 * The account whose password is typed becomes part of the actor's own; a guest's becomes part of that
 * one, and their session ends.
 * @throws {Refusal} unauthenticated, limited, busy as signing in; conflict as `mergePeople`
 */
export async function mergeOwn(context: Context, typed: Credentials): Promise<BegunMerge> {
  const { actor, ...services } = context;
  const proven = await signIn(services, typed);
  const isGuest = actor.role === "guest";
  const [fromId, toId] = isGuest ? [actor.id, proven.userId] : [proven.userId, actor.id];
  await writeAs(context, signedIn, async (acting, writing) => {
    // Checking takes a while: the password may have been changed meanwhile.
    const present = await credentialsById(writing.tx, proven.userId);
    if (present?.password !== proven.password) throw credentialsWrong();
    await begin(acting, writing, { fromId, toId, isOwner: true });
  });
  return begun(context, { fromId, toId });
}

function begun({ actor, ...services }: Context, ids: Omit<BegunMerge, "finished">): BegunMerge {
  void actor;
  // It goes on by itself, whatever becomes of the session.
  return { ...ids, finished: mergeSoon(services, ids.fromId) };
}

interface Begin {
  fromId: string;
  toId: string;
  /** Whether the actor has proved that both are theirs. */
  isOwner: boolean;
}

/** From here on, nobody can sign in with the account that goes. */
async function begin(acting: Acting, writing: Writing, pair: Begin): Promise<void> {
  const { tx, now } = writing;
  const { fromId, toId } = pair;
  const { from, to } = await requireMergeable(tx, { ...pair, now });
  await insertMerge(tx, { fromId, toId, actorId: acting.actor.id, at: now });
  if (from.role === "admin" && to.role !== "admin") {
    await updatePerson(tx, { ...to, role: "admin", at: now });
    await appendUserChanged(acting, writing, { id: toId });
  }
  await setDisabled(tx, { id: fromId, disabledAt: now, at: now });
  await endSessionsOf(writing, { userId: fromId, reason: "signed_out" });
  await recordAct(acting, writing, { verb: "user.merge", subjectId: toId, detail: from.name });
}

/** @throws {Refusal} conflict */
async function requireMergeable(
  db: Queries,
  { fromId, toId, isOwner, now }: Begin & { now: string },
): Promise<{ from: StoredUser; to: StoredUser }> {
  if (fromId === toId) throw new Refusal("conflict", { reason: "merge_same" });
  if (await isMerging(db, [fromId, toId])) throw new Refusal("conflict", { reason: "merging" });
  // An account that was disabled or has ended may be the very one that nobody needs beside the other.
  const from = isOwner ? await userInUse(db, { id: fromId, now }) : await userById(db, fromId);
  const to = await userInUse(db, { id: toId, now });
  if (!from || !to) throw new Refusal("conflict", { reason: "merge_inactive" });
  if (to.role === "guest") throw new Refusal("conflict", { reason: "merge_into_guest" });
  const [mine, other] = [await rankOf(db, fromId), await rankOf(db, toId)];
  if (!mine || !other || !mayMergeAway({ isOwner, from: mine, to: other })) {
    const reason = from.role === "guest" ? "merge_guest_into_staff" : "merge_rank";
    throw new Refusal("conflict", { reason });
  }
  return { from, to };
}
