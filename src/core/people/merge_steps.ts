/**
 * Carries a merge of two accounts out, in transactions of a few hundred rows at most. Each reads how far
 * the merge is, so several servers may work on one, and one that dies leaves the rest to the next.
 */
import { sleep } from "#kit/clock.ts";
import { errorFields } from "#kit/logger.ts";
import type { EventFrame } from "#wire/events/registry.ts";
import type { MemberRole } from "#wire/views.ts";
import {
  endMergeGroup,
  mergeMembership,
  mergeOf,
  messagesToMerge,
  moveAccount,
  moveMessages,
  nextMergeGroup,
  openMerges,
  roleIn,
  setMergeState,
  type StoredMerge,
  takeServerSeqs,
} from "#storage/merges.ts";
import { anonymise, updatePerson } from "#storage/people.ts";
import { type StoredUser, userById } from "#storage/users.ts";
import type { Services } from "../context.ts";
import { renameAsked } from "../groups/asked_names.ts";
import type { Job } from "../instance/jobs.ts";
import { type Writing, writeLogged } from "../log/write.ts";

/** In one transaction: nobody else can write meanwhile. */
const messagesAtOnce = 250;
/** Others who wait to write come between two transactions. */
const pauseMs = 20;
/** How often a server looks for merges that another one has left. */
const lookMs = 5_000;

export function mergesJob(services: Services): Job {
  return {
    name: "merges",
    everyMs: lookMs,
    isWanted: async () => (await openMerges(services.db)).length > 0,
    async run() {
      for (const fromId of await openMerges(services.db)) await finishMerge(services, fromId);
    },
  };
}

/** Goes on until nothing is left to do. */
export async function finishMerge(services: Services, fromId: string): Promise<void> {
  while (await mergeStep(services, fromId)) await sleep(services.clock, pauseMs);
}

/** The same in the background; if it fails, the job goes on. */
export function mergeSoon(services: Services, fromId: string): Promise<void> {
  return finishMerge(services, fromId).catch((error: unknown) => {
    services.logger.warn("merge.interrupted", { account: fromId, ...errorFields(error) });
  });
}

/** One transaction. @returns whether there may be more to do */
export async function mergeStep(services: Services, fromId: string): Promise<boolean> {
  const { db, clock, appended } = services;
  const seen = await mergeOf(db, fromId);
  if (!seen || seen.state === "merged") return false;
  // Found before: no index leads to an account's messages, and nobody must wait for the search.
  const found = seen.state === "messages" ? await messagesFrom(services, seen) : [];
  await writeLogged({ db, clock, appended }, async (writing) => {
    const merge = await mergeOf(writing.tx, fromId);
    if (merge?.state !== seen.state || merge.afterId !== seen.afterId) return;
    if (merge.state === "messages") await mergeMessages(writing, merge, found);
    else if (merge.state === "groups") await mergeNextGroup(writing, merge);
    else await endMerge(writing, merge);
  });
  return true;
}

async function messagesFrom({ db }: Services, { fromId, afterId }: StoredMerge): Promise<string[]> {
  const rows = await messagesToMerge(db, { fromId, afterId, limit: messagesAtOnce });
  return rows.map(({ id }) => id);
}

async function mergeMessages(
  { tx }: Writing,
  { fromId, toId }: StoredMerge,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) await setMergeState(tx, { fromId, state: "groups", endedAt: null });
  else await moveMessages(tx, { fromId, toId, ids });
}

/** Also where the account only wrote: readers learn whose the messages are. */
async function mergeNextGroup(writing: Writing, merge: StoredMerge): Promise<void> {
  const { tx } = writing;
  const { fromId, toId } = merge;
  const conversationId = await nextMergeGroup(tx, fromId);
  if (conversationId === undefined) {
    await setMergeState(tx, { fromId, state: "account", endedAt: null });
    return;
  }
  const [from, to] = [await userById(tx, fromId), await userById(tx, toId)];
  const before = await roleIn(tx, { conversationId, userId: toId });
  const left = await roleIn(tx, { conversationId, userId: fromId });
  await mergeMembership(tx, { conversationId, fromId, toId });
  const after = await roleIn(tx, { conversationId, userId: toId });
  await endMergeGroup(tx, { fromId, conversationId });
  if (from && to) await appendMerged(writing, { conversationId, from, to, left, before, after });
}

interface GroupMerge {
  conversationId: string;
  from: StoredUser;
  to: StoredUser;
  /** The role of the account that goes, and of the other one before and after. */
  left: MemberRole | undefined;
  before: MemberRole | undefined;
  after: MemberRole | undefined;
}

/** Messages that are on a screen take the name of the account that stays. */
async function appendMerged(writing: Writing, merge: GroupMerge): Promise<void> {
  const { conversationId, from, to, left = "member", before, after } = merge;
  const described = { name: to.name, userRole: to.role };
  const events: Pick<EventFrame, "messageType" | "payload">[] = [
    {
      messageType: "MemberChanged",
      payload: { member: { userId: from.id, ...described, role: left } },
    },
    { messageType: "MemberRemoved", payload: { userId: from.id } },
  ];
  if (after !== undefined && after !== before) {
    const messageType = before === undefined ? "MemberAdded" : "MemberChanged";
    const member = { userId: to.id, ...described, role: after };
    events.push({ messageType, payload: { member } });
  }
  const count = events.length;
  const last = await takeServerSeqs(writing.tx, { conversationId, count });
  // A group that was deleted meanwhile has no readers.
  if (last === undefined) return;
  await writing.appendAll(
    events.map((event, index) => {
      const seq = last - count + 1 + index;
      return { ...event, meta: { conversationId, seq, timestamp: writing.now } } as EventFrame;
    }),
  );
}

async function endMerge(writing: Writing, { fromId, toId }: StoredMerge): Promise<void> {
  const { tx, now, appendAccountEvent } = writing;
  const [from, to] = [await userById(tx, fromId), await userById(tx, toId)];
  await moveAccount(tx, { fromId, toId });
  if (from && to) await renameAsked(writing, { userId: toId, from: from.name, to: to.name });
  await anonymise(tx, { id: fromId, username: `deleted-${fromId}`, at: now });
  if (from && to && to.email === "" && from.email !== "") {
    await updatePerson(tx, { ...to, email: from.email, at: now });
  }
  await setMergeState(tx, { fromId, state: "merged", endedAt: now });
  await appendAccountEvent(fromId, { kind: "user_changed" });
  await appendAccountEvent(toId, { kind: "user_changed" });
}
