/** What is stored of an import: its planned parts, what each did, and what could not be undone. */
import { rosterLimits } from "#wire/limits.ts";
import type { Reason } from "#wire/refusal_texts.ts";
import type { Enrolment, Fact, Membership } from "#storage/roster_changes.ts";
import type { StoredCourseRole } from "#storage/courses.ts";
import type { GroupRef, Plan, PlannedChange } from "./plan.ts";
import type { UnusableRow } from "./rows.ts";

/** A few people, who are changed in one transaction. */
export interface PlannedPart {
  /** Groups to create, in the first part. */
  groups: GroupRef[];
  changes: PlannedChange[];
}

/** What a part did, so that exactly this can be taken back. */
export interface DonePart {
  /** Accounts that were created, with the line of each. */
  users: [userId: string, line: number][];
  groups: string[];
  /** Roles that lists give, and which they gave before. */
  roles: [userId: string, role: StoredCourseRole, before: StoredCourseRole | null][];
  joined: [conversationId: string, userId: string][];
  left: Membership[];
  /** What people had in the course who left it. */
  gone: Enrolment[];
  facts: [userId: string, key: string, value: string, before: string | null][];
  /** What the course knew about people who left it. */
  lost: Fact[];
  /** Rows that could no longer be used. */
  skipped: { line: number; reason: Reason }[];
}

/** What has changed since a part was applied, and stays as it is now. */
export interface UndonePart {
  /** Accounts that are in use. */
  users: string[];
  groups: string[];
  memberships: [conversationId: string, userId: string][];
}

export interface Report {
  unusable: UnusableRow[];
  origin: string;
}

/** People for whom nothing changes are in it: being on the list holds them in the course. */
export function partsOfPlan({ changes, newGroups }: Plan): string[] {
  const { rowsAtOnce } = rosterLimits;
  const count = Math.max(1, Math.ceil(changes.length / rowsAtOnce));
  return Array.from({ length: count }, (_, index) => {
    const part: PlannedPart = {
      groups: index === 0 ? newGroups : [],
      changes: changes.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce),
    };
    return JSON.stringify(part);
  });
}

export const plannedPart = (stored: string) => JSON.parse(stored) as PlannedPart;
export const donePart = (stored: string) => JSON.parse(stored) as DonePart;
export const undonePart = (stored: string) => JSON.parse(stored) as UndonePart;
export const reportOf = (stored: string | null): Report =>
  stored === null ? { unusable: [], origin: "other" } : (JSON.parse(stored) as Report);
