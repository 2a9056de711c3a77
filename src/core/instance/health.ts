import type { Clock } from "#kit/clock.ts";
import { newestPosition } from "#storage/events.ts";
import type { Services } from "../context.ts";

/** A database that takes longer is of no use, and who asks does not wait longer. */
const patienceMs = 2_000;

/**
 * Whether the database answers and is still in its place: the answer of both servers to `/readyz`.
 */
export async function isReady({ db, clock }: Pick<Services, "db" | "clock">): Promise<boolean> {
  const late = timeout(clock);
  try {
    return await Promise.race([newestPosition(db).then(() => db.isInPlace()), late.isReady]);
  } catch {
    return false;
  } finally {
    late.cancel();
  }
}

function timeout(clock: Clock): { isReady: Promise<false>; cancel: () => void } {
  const { promise, resolve } = Promise.withResolvers<false>();
  return { isReady: promise, cancel: clock.after(patienceMs, () => resolve(false)) };
}
