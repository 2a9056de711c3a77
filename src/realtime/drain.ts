/** Closes the sockets of a server that ends. */
import { type Clock, sleep } from "#kit/clock.ts";
import { closeCodes } from "#wire/codes.ts";
import type { Connection } from "./connection.ts";

const stepMs = 100;
const stepsMax = 50;
/** A step for fewer would delay the end without relieving anybody. */
const perStepMin = 20;

/**
 * Closes them all with 1001. Clients come back at once, so if there are other servers for them, they
 * are sent there over up to five seconds.
 */
export async function closeSockets(
  connections: Iterable<Pick<Connection, "close">>,
  { clock, isSpread }: { clock: Clock; isSpread: boolean },
): Promise<void> {
  const open = [...connections];
  const perStep = isSpread ? Math.max(perStepMin, Math.ceil(open.length / stepsMax)) : open.length;
  for (let from = 0; from < open.length; from += perStep) {
    if (from > 0) await sleep(clock, stepMs);
    for (const connection of open.slice(from, from + perStep)) {
      connection.close(closeCodes.goingAway, "restarting");
    }
  }
}
