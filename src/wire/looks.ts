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

/** The number of the case, if a reason is of that kind. Versions before this one stored it in English. */
export function caseInReason(reason: string): string | undefined {
  return /^(?:#|Case )(\d+)$/.exec(reason)?.[1];
}
