import { newestPosition } from "#storage/events.ts";
import type { Services } from "../context.ts";

/**
 * Whether the database answers and is still in its place: the answer of both servers to `/readyz`.
 */
export async function isReady({ db }: Pick<Services, "db">): Promise<boolean> {
  try {
    await newestPosition(db);
    return db.isInPlace();
  } catch {
    return false;
  }
}
