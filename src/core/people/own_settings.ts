/** Small choices of a person, which concern no other user and no socket. */
import { setKeysOff, setStepsEnded } from "#storage/users.ts";
import type { Context } from "../context.ts";
import { managesGroups, signedIn } from "../requirements.ts";
import { writeAs } from "../write_as.ts";

/** Turns shortcuts of a single key on or off. */
export async function chooseSingleKeys(context: Context, on: boolean): Promise<void> {
  await writeAs(context, signedIn, ({ actor }, { tx, now }) =>
    setKeysOff(tx, { id: actor.id, off: on ? null : now }),
  );
}

/** Skips what is left of them. @throws {Refusal} forbidden, for all but staff */
export async function endFirstSteps(context: Context): Promise<void> {
  await writeAs(context, managesGroups, ({ actor }, { tx, now }) =>
    setStepsEnded(tx, { id: actor.id, at: now }),
  );
}
