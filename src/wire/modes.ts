/** Who may write in a group now. The server decides; pages compute the same to say it, and to count down. */
import type { GroupMode } from "./views.ts";

export const modeNames = ["open", "staff_only", "slow", "hold", "locked"] as const;
/** Whose messages wait in the mode `hold`. Those of staff never do. */
export const holdChoices = ["everyone", "guests", "chosen"] as const;
export type HoldFor = (typeof holdChoices)[number];

export type ModeName = (typeof modeNames)[number];

export function isModeName(text: string): text is ModeName {
  return modeNames.some((name) => name === text);
}

/** The modes that owners and moderators of a group may choose between. */
export function isMild(mode: ModeName): boolean {
  return mode === "open" || mode === "slow";
}

export interface Writer {
  /** An admin, or a teacher or tutor of the course. */
  isStaff: boolean;
  /** When they wrote in the group last; UTC ISO text. */
  wroteAt?: string | null | undefined;
}

export interface Restriction {
  kind: GroupMode["kind"];
  /** When it ends for this person; undefined if that is open. */
  untilMs?: number | undefined;
}

/**
 * What keeps someone from writing.
 * @returns undefined if they may write
 */
export function restrictionOf(
  mode: GroupMode | undefined,
  { isStaff, wroteAt }: Writer,
  nowMs: number,
): Restriction | undefined {
  if (!mode || isOver(mode, nowMs)) return undefined;
  const { kind, until, seconds = 0 } = mode;
  if (kind === "hold" || (isStaff && kind !== "locked")) return undefined;
  const endMs = until === undefined ? Infinity : Date.parse(until);
  if (kind !== "slow") return { kind, untilMs: until === undefined ? undefined : endMs };
  if (!wroteAt) return undefined;
  const untilMs = Math.min(endMs, Date.parse(wroteAt) + seconds * 1_000);
  return untilMs > nowMs ? { kind, untilMs } : undefined;
}

export function isOver({ until }: GroupMode, nowMs: number): boolean {
  return until !== undefined && Date.parse(until) <= nowMs;
}
