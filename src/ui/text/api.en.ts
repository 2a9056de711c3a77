export const api = {
  title: "API",
  lead: "What programs can do with Team Chat. This page and the machine-readable description are made from the schemas that check every request.",
  machineReadable: "OpenAPI 3.1 description",
  start: "To begin",
  startText:
    "Ask for a token with your address and password, then send it with each request. A token acts as you and sees what you see.",
  refusalsTitle: "Refusals",
  refusalsText:
    "Every refusal is JSON with a message, a stable code, and the field that is wrong, if one is. After 429 and 503 the header Retry-After says when to come back. What is not yours to see answers 404.",
  contents: "Requests",
  staffOnly: "Staff only",
  noAccount: "No account needed",
  parameters: "Parameters",
  body: "Body",
  answer: "Answer",
  noContent: "No content",
  example: "Example",
  schemas: "Shapes",
  name: "Name",
  place: "Where",
  type: "Type",
  about: "About",
  required: "required",
  optional: "optional",
  statuses: "Statuses: {list}",
  places: { path: "path", query: "query" },
  /** What routes and schemas say of themselves, by their English words. */
  words: {} as Partial<Record<string, string>>,
};

export type ApiTexts = typeof api;
