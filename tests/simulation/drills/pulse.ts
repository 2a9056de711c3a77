/** Whether servers still answer while something happens to them. */

/**
 * Asks for an address that needs no database, again and again until `during` is over.
 * @returns the longest time between question and answer, in milliseconds
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
