/** What people can report, and what staff can decide about it. */

export const reportReasons = [
  "insult",
  "harassment",
  "spam",
  "solution",
  "privacy",
  "other",
] as const;
export type ReportReason = (typeof reportReasons)[number];

export const caseDecisions = ["nothing", "warn", "redact", "remove", "end_pass"] as const;
export type CaseDecision = (typeof caseDecisions)[number];

/** Of an appeal: the decision stays, or is taken back. */
export const caseOutcomes = ["kept", "lifted"] as const;
export type CaseOutcome = (typeof caseOutcomes)[number];

export function isReportReason(text: string): text is ReportReason {
  return reportReasons.some((one) => one === text);
}

export function isCaseDecision(text: string): text is CaseDecision {
  return caseDecisions.some((one) => one === text);
}

export function isCaseOutcome(text: string): text is CaseOutcome {
  return caseOutcomes.some((one) => one === text);
}
