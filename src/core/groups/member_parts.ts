/**
 * Large changes to memberships: nobody else can write during a transaction, so each makes only some
 * of them.
 */
import { errorFields } from "#kit/logger.ts";
import type { MemberRole } from "#wire/views.ts";
import { StorageError } from "#storage/database.ts";
import type { MembershipKey } from "#storage/members.ts";
import type { Acting, Services } from "../context.ts";
import type { Writing } from "../log/write.ts";
import { Refusal } from "../refusals.ts";
import { requireChosen } from "./audience.ts";
import { requireRight } from "./next_seq.ts";
import {
  addMembersByStaff,
  changeRoles,
  choosableAccounts,
  type NewMember,
  removeMembersByStaff,
} from "./member_steps.ts";

/** Few enough for a quarter of a second on a busy machine. */
const partSize = 500;
const attemptsMax = 3;

/** Each person at most once in all of it. */
export interface MemberChanges {
  left: readonly string[];
  changed: readonly { userId: string; role: MemberRole }[];
  joined: readonly NewMember[];
}

export function countOfChanges({ left, changed, joined }: MemberChanges): number {
  return left.length + changed.length + joined.length;
}

/** Divides changes among transactions; even none are one part. */
export function partsOfChanges({ left, changed, joined }: MemberChanges): MemberChanges[] {
  const none: MemberChanges = { left: [], changed: [], joined: [] };
  const parts = [
    ...partsOf(left).map((part) => ({ ...none, left: part })),
    ...partsOf(changed).map((part) => ({ ...none, changed: part })),
    ...partsOf(joined).map((part) => ({ ...none, joined: part })),
  ];
  const isOne = left.length + changed.length + joined.length <= partSize;
  return isOne ? [{ left, changed, joined }] : parts;
}

export function partsOf<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / partSize) }, (_, index) =>
    rows.slice(index * partSize, (index + 1) * partSize),
  );
}

export interface InParts<Part> {
  parts: readonly Part[];
  sizeOf: (part: Part) => number;
  /** Makes the changes of one part, in a transaction. */
  apply: (part: Part, index: number) => Promise<void>;
}

/**
 * Makes one part after another. If the first fails, nothing has changed.
 * @throws {Refusal} what the first part throws; if a later one fails, conflict, which says how much
 * was changed. A change of a group's members does the rest when it is repeated
 */
export async function applyParts<Part>(
  { logger }: Pick<Services, "logger">,
  { parts, sizeOf, apply }: InParts<Part>,
): Promise<void> {
  const count = parts.reduce((sum, part) => sum + sizeOf(part), 0);
  let done = 0;
  for (const [index, part] of parts.entries()) {
    try {
      // Others that waited come between, so a busy database is soon free again.
      await attempted(() => apply(part, index), index === 0 ? 1 : attemptsMax);
    } catch (error) {
      if (index === 0) throw error;
      logger.warn("members.partly_changed", { ...errorFields(error), done, count });
      const params = { done, count };
      throw new Refusal("conflict", { field: "members", reason: "members_partly", params });
    }
    done += sizeOf(part);
  }
}

async function attempted(work: () => Promise<void>, attempts: number): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isBusy = error instanceof StorageError && error.problem === "busy";
    if (!isBusy || attempts === 1) throw error;
    await attempted(work, attempts - 1);
  }
}

/**
 * Makes changes in the caller's transaction. People who have left meanwhile stay so, and inactive
 * accounts keep their role.
 * @throws {Refusal} forbidden; not_found, also for an account that is to join and is inactive or not for
 * the actor to choose; conflict, for a group that follows its course
 */
export async function changeMembership(
  acting: Acting,
  writing: Writing,
  { conversationId, left, changed, joined }: MemberChanges & Pick<MembershipKey, "conversationId">,
): Promise<void> {
  const right = "members" as const;
  const { courseId } = await requireRight(acting, writing, { conversationId, right });
  await requireChosen(writing, { conversationId, adds: joined.length > 0, left });
  const people = [...changed, ...joined];
  const accounts = await choosableAccounts(acting, writing, { courseId, people });
  await removeMembersByStaff(acting, writing, { conversationId, userIds: left });
  const active = changed.filter(({ userId }) => accounts.has(userId));
  await changeRoles(acting, writing, { conversationId, people: active, accounts });
  await addMembersByStaff(acting, writing, { conversationId, people: joined, accounts });
}
