import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { RefusalCode } from "#wire/codes.ts";

/** The HTTP status of each refusal, for pages, forms and the API. */
export const statusOf = {
  bad_json: 400,
  unknown_kind: 400,
  invalid: 422,
  too_large: 413,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  wrong_method: 405,
  conflict: 409,
  limited: 429,
  busy: 503,
  storage_full: 507,
  internal: 500,
} as const satisfies Record<RefusalCode, ContentfulStatusCode>;
