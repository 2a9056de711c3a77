/** Which groups need someone, and in which order groups are shown. Pure. */
import { foldText } from "#wire/fold.ts";
import type { MeasuredGroup } from "./group_figures.ts";

/** Why a group needs someone, the most urgent first. */
export const needKinds = ["held", "waiting", "empty", "silent", "quiet", "few"] as const;

export interface Need {
  /**
   * `held`: messages wait for approval. `waiting`: a student who has asked the staff has no answer. `empty`: it has no members. `silent`: nobody has written. `quiet`: nobody has written for a week.
   * `few`: in a small group, less than half of the members have written.
   */
  kind: (typeof needKinds)[number];
  /** Full days without a message, or without an answer. */
  days?: number;
  /** Since when a student waits: UTC ISO text. */
  since?: string;
  /** How many messages wait for approval. */
  held?: number;
}

/** A new group needs nobody yet. */
const newDays = 3;
const quietDays = 7;
/** In larger groups many people only read. */
const smallGroup = { from: 3, to: 12 };

/** What is read of a group to decide what it needs. */
type Needy = Pick<
  MeasuredGroup,
  "asked" | "createdAt" | "lastDay" | "members" | "messages" | "waitingSince" | "writers"
>;

/** @param today such as 2026-11-28 */
export function needOf(group: Needy, today: string): Need | undefined {
  const { createdAt, lastDay, members, messages, waitingSince, writers } = group;
  if (waitingSince !== null) {
    const days = daysBetween(waitingSince.slice(0, 10), today);
    return { kind: "waiting", days, since: waitingSince };
  }
  // What was answered is done, however quiet it is.
  if (group.asked === 1) return undefined;
  if (members === 0) return { kind: "empty" };
  if (daysBetween(createdAt.slice(0, 10), today) < newDays) return undefined;
  if (messages === 0 || lastDay === null) return { kind: "silent" };
  const days = daysBetween(lastDay, today);
  if (days >= quietDays) return { kind: "quiet", days };
  const isSmall = members >= smallGroup.from && members <= smallGroup.to;
  return isSmall && writers * 2 < members ? { kind: "few" } : undefined;
}

/** The day that is so many days before another one. */
export function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * dayMs).toISOString().slice(0, 10);
}

const dayMs = 24 * 60 * 60 * 1000;

function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / dayMs));
}

export const groupSorts = ["need", "name", "activity", "own"] as const;
export type GroupSort = (typeof groupSorts)[number];

export function isGroupSort(text: string): text is GroupSort {
  return (groupSorts as readonly string[]).includes(text);
}

/** A group to be sorted. Groups come in the order that staff chose. */
export interface SortedGroup extends MeasuredGroup {
  need?: Need | undefined;
}

/** Sorts groups that are equal in the order in which they come. */
export function sortGroups<Group extends SortedGroup>(groups: Group[], sort: GroupSort): Group[] {
  if (sort === "own") return groups;
  if (sort === "need") {
    return groups.toSorted(
      (one, other) =>
        urgency(one) - urgency(other) || compare(one.need?.since ?? "", other.need?.since ?? ""),
    );
  }
  if (sort === "activity") {
    return groups.toSorted((one, other) => compare(other.lastSentAt ?? "", one.lastSentAt ?? ""));
  }
  const keys = new Map(groups.map((group) => [group.id, foldText(group.name)]));
  return groups.toSorted((one, other) => byName.compare(keys.get(one.id)!, keys.get(other.id)!));
}

/** Team 2 comes before Team 10. */
const byName = new Intl.Collator("en", { numeric: true });

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/**
 * The lower, the sooner: first by the kind, then who has been quiet longest. What students have asked and
 * staff have answered comes last.
 */
function urgency({ need, asked }: SortedGroup): number {
  if (!need) return needKinds.length + asked;
  if (need.kind === "waiting") return 0;
  const longer = need.days === undefined ? 0 : 1 / (1 + need.days);
  return needKinds.indexOf(need.kind) + longer / 2;
}
