/** Checks whether servers still answer while something happens to them. */

/**
 * Requests an address that needs no database, repeatedly until `during` is over.
 * @returns the longest time until an answer, in milliseconds
 */
export async function slowestPulse(url: string, during: Promise<unknown>): Promise<number> {
  const over = new AbortController();
  void during.finally(() => over.abort());
  let slowest = 0;
  while (!over.signal.aborted) {
    const askedAt = performance.now();
    await (await fetch(new URL("/healthz", url))).text();
    slowest = Math.max(slowest, performance.now() - askedAt);
  }
  return slowest;
}
