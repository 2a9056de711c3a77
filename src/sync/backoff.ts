/** How long a client waits before it connects again. */
export const backoff = { firstMs: 1_000, capMs: 30_000 } as const;

/**
 * Milliseconds before the given attempt, 1 for the first retry. Starts short, doubles up to the
 * cap, and is always spread out, so that clients that lost their connections together do not return
 * together.
 */
export function backoffMs(attempt: number, random: () => number): number {
  if (attempt <= 1) return Math.round(backoff.firstMs * (0.2 + random()));
  const whole = Math.min(backoff.capMs, backoff.firstMs * 2 ** (attempt - 1));
  return Math.round(whole / 2 + (random() * whole) / 2);
}
