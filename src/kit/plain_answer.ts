/** Headers for answers that no route gives: no guessing of their type, no caching. */
export const bareHeaders = {
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
} as const;

/** A sentence as plain text, for requests that are for neither a page nor the API. */
export function plainAnswer(text: string, status: number, headers?: Record<string, string>) {
  const type = { "Content-Type": "text/plain; charset=utf-8" };
  return new Response(text, { status, headers: { ...bareHeaders, ...type, ...headers } });
}
