/**
 * How long tests wait. Both pass only where something is broken: neither may be so short that a
 * machine ten times slower, or one that does other things as well, looks broken.
 */

/** For one thing that has to come: a frame, a line of output, an element of a page. */
export const patienceMs = 60_000;

/** For a whole test that uses processes, sockets or pages: longer, so that the wait says what was missing. */
export const testMs = 300_000;

/**
 * Resolves when a look finds what it looks for. Between two looks the machine is free for a moment, for
 * whatever has to happen first.
 * @throws after a long while
 */
export async function until(look: () => Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`It never came to: ${what}`);
    await Bun.sleep(10);
  }
}
