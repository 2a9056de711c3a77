/**
 * Why something was refused, by the reason or else the code of the refusal. A reason that is
 * missing here is shown as core wrote it.
 */
export const refusals = {
  unauthenticated: "Please sign in first.",
  forbidden: "You may not do that.",
  not_found: "There is nothing here, or it is not yours to see.",
  limited: "That was too often. Please wait a moment.",
  busy: "The database is busy. Nothing was lost; please try again.",
  storage_full: "The server's disk is full. Nothing was saved; please tell its operator.",
  too_large: "That is more than can be sent at once.",
  internal: "Something went wrong on our side. Please try again.",
  cross_site: "This request did not come from Team Chat's own pages. Please load the page again.",
  form_unreadable: "The form could not be read. Please load the page again.",
};

export type RefusalTexts = typeof refusals;
