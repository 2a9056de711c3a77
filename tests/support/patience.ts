/**
 * How long tests wait. Both limits are reached only if something is broken: neither may be so short
 * that a machine ten times slower, or a busy one, looks broken.
 */

/** For a single event: a frame, a line of output, an element of a page. */
export const patienceMs = 60_000;

/**
 * For a whole test that uses processes, sockets or pages. Longer, so that the wait can say what was
 * missing.
 */
export const testMs = 300_000;

/**
 * Resolves when a check succeeds. Between two checks the machine is free for a moment, for whatever
 * must happen first.
 * @throws after a long while
 */
export async function until(look: () => Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`It never came to: ${what}`);
    await Bun.sleep(10);
  }
}
