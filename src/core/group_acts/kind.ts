/** What can be done to several groups of a course at once: one file for each kind of act. */
import type { GroupActName } from "#wire/group_acts.ts";
import type { Reason } from "#wire/refusal_texts.ts";
import type { Queries } from "#storage/database.ts";
import type { GroupState } from "#storage/group_acts.ts";
import type { Acting, Actor } from "../context.ts";
import type { Writing } from "../log/write.ts";

export type { GroupState };

/** What a request says about an act; each kind reads what it needs. */
export interface RawInput {
  /** The set to move to; null for none. */
  setId?: string | null;
  content?: string;
  userIds?: readonly string[];
  role?: string;
  /** What the names of copies end with. */
  ending?: string;
  /** A set to be made for copies; empty for the sets of the originals. */
  setName?: string;
  /** Who is to be able to write, until when, and why. */
  mode?: string | undefined;
  until?: string | null | undefined;
  reason?: string | undefined;
  seconds?: number | undefined;
  holdFor?: string | undefined;
}

/** Who asks for an act, in the transaction or snapshot that decides about it. */
export interface Asking {
  db: Queries;
  actor: Actor;
  now: string;
  newId: () => string;
}

export interface Question<Input> {
  courseId: string;
  /** Null as long as it has not been asked. */
  input: Input | null;
  /** Those that are there. */
  groups: readonly GroupState[];
}

/** An act on one group, within a transaction and on behalf of who began it. */
export interface Step<Input> {
  acting: Acting;
  writing: Writing;
  courseId: string;
  input: Input;
}

/**
 * @typeParam Input what the act is about beside the groups; JSON
 * @typeParam What what it did to a group, by which it is taken back; JSON
 */
export interface GroupActKind<Input = unknown, What = unknown> {
  name: GroupActName;
  /** In one transaction: few where a group is much work. */
  groupsAtOnce: number;
  /** @throws {Refusal} invalid, with its field */
  read(asking: Asking, question: { courseId: string; raw: RawInput }): Promise<Input> | Input;
  /** Why it cannot be done to some of the groups, or would change nothing there. */
  obstacles(db: Queries, question: Question<Input>): Promise<Map<string, Reason>>;
  /** For a group without an obstacle. */
  apply(step: Step<Input>, group: GroupState): Promise<What>;
  /** The group that undoing changes, if it is not the selected one. */
  undone?(what: What): string;
  /**
   * Takes back what was done to a group that is still there. @returns why it stays as it is, if it does
   */
  takeBack(step: Step<Input>, group: GroupState, what: What): Promise<Reason | undefined>;
  /** What is left to do when all groups have been taken back. */
  tidyUp?(step: Step<Input>): Promise<void>;
}

/** The obstacles that the state of a group shows. */
export function byState<Input>(
  why: (group: GroupState) => Reason | undefined,
): GroupActKind<Input>["obstacles"] {
  return async (_, { groups }) => {
    const found = new Map<string, Reason>();
    for (const group of groups) {
      const reason = why(group);
      if (reason) found.set(group.id, reason);
    }
    return found;
  };
}

/** Why staff can change nothing about a group, if so. */
export function notHere(group: GroupState): Reason | undefined {
  if (group.deletedAt !== null) return "group_deleted";
  return group.courseArchivedAt === null ? undefined : "course_archived";
}

/** Why nothing can be changed in a group, if so. */
export function whyReadOnly(group: GroupState): Reason | undefined {
  const reason = notHere(group);
  if (reason) return reason;
  return group.ownArchivedAt === null ? undefined : "group_archived";
}

/** Why nobody can write in a group, if so. */
export function whyNotWritten(group: GroupState): Reason | undefined {
  return whyReadOnly(group) ?? (group.mode === "locked" ? "group_is_locked" : undefined);
}

/** For acts that are about the groups alone. */
export const noInput = () => null;
