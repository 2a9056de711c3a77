export const api = {
  title: "API",
  lead: "What programs can do with Team Chat. This page and the machine-readable description are generated from the schemas that validate every request. Addresses and fields call a group a “conversation”, as the original Team Chat did.",
  machineReadable: "OpenAPI 3.1 description",
  start: "Getting started",
  startText:
    "Request a token with your email address and password, and send it with every request. A token acts on your behalf and sees what you see.",
  refusalsTitle: "Errors",
  refusalsText:
    "Every error is JSON with a message, a stable code and reason and, where it applies, the name of the invalid field. After 429 and 503, the Retry-After header says when to try again. Anything you may not see is answered with 404.",
  contents: "Endpoints",
  noAccount: "No account needed",
  parameters: "Parameters",
  body: "Request body",
  answer: "Response",
  noContent: "No content",
  example: "Example",
  schemas: "Schemas",
  name: "Name",
  place: "In",
  type: "Type",
  about: "Description",
  required: "required",
  optional: "optional",
  statuses: "Status codes: {list}",
  places: { path: "path", query: "query" },
  /**
   * Translations of the summaries and descriptions in routes and schemas, by their English text.
   */
  words: {} as Partial<Record<string, string>>,
};

export type ApiTexts = typeof api;
