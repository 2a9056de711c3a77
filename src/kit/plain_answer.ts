/** What protects an answer that no route gives: it is what it says it is, and nobody keeps it. */
export const bareHeaders = {
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
} as const;

/** A sentence for whoever asks without a page or an API behind it. */
export function plainAnswer(text: string, status: number, headers?: Record<string, string>) {
  const type = { "Content-Type": "text/plain; charset=utf-8" };
  return new Response(text, { status, headers: { ...bareHeaders, ...type, ...headers } });
}
