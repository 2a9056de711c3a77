/** A look of staff into a group that they are not in, as pages show it. */
export interface LookView {
  id: string;
  actorId: string;
  /** Null if the account is gone. */
  actorName: string | null;
  /** By which office they could read it. */
  office: "admin" | "teacher" | "tutor";
  reason: string | null;
  /** UTC ISO texts: when it began, and when they last read. */
  beganAt: string;
  lastAt: string;
  /** If it was kept back while a report about the group was open: since when it is shown. */
  shownLate?: string;
}

/** The reason of a look that a case led to, which each page words in its reader's language. */
export function caseReason(number: number): string {
  return `#${number}`;
}

/** The same for a look that trying a word rule led to. */
export const ruleReason = "#rule";

/**
 * Which of these a reason is, with the number of the case; undefined for what someone typed. Versions before
 * this one stored cases in English.
 */
export function madeReason(
  reason: string,
): { kind: "rule" } | { kind: "case"; number: string } | undefined {
  if (reason === ruleReason) return { kind: "rule" };
  const number = /^(?:#|Case )(\d+)$/.exec(reason)?.[1];
  return number === undefined ? undefined : { kind: "case", number };
}
