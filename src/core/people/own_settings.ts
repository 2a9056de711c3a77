/** Small choices of a person, which concern no other user and no socket. */
import { stepsDone } from "#storage/first_steps.ts";
import { setKeysOff, setStepsEnded } from "#storage/users.ts";
import type { FirstSteps } from "#wire/views.ts";
import type { Account, Context } from "../context.ts";
import { managesGroups, signedIn } from "../requirements.ts";
import { writeAs } from "../write_as.ts";

/** Turns shortcuts of a single key on or off. */
export async function chooseSingleKeys(context: Context, on: boolean): Promise<void> {
  await writeAs(context, signedIn, ({ actor }, { tx, now }) =>
    setKeysOff(tx, { id: actor.id, off: on ? null : now }),
  );
}

/**
 * What a member of staff has done of the first three steps. Once all are done, or they were
 * skipped, they never come back, whatever is deleted later.
 * @returns undefined for everyone whom they do not concern
 */
export async function firstSteps(
  context: Context & { actor: Account },
): Promise<FirstSteps | undefined> {
  const { actor, db } = context;
  if (actor.role !== "admin" || actor.stepsEnded) return undefined;
  const { people, groups, hello } = await stepsDone(db, actor.id);
  const steps = { people: people > 0, groups: groups > 0, hello: hello > 0 };
  if (!(steps.people && steps.groups && steps.hello)) return steps;
  await endFirstSteps(context);
  return undefined;
}

/** Skips what is left of them. @throws {Refusal} forbidden, for all but staff */
export async function endFirstSteps(context: Context): Promise<void> {
  await writeAs(context, managesGroups, ({ actor }, { tx, now }) =>
    setStepsEnded(tx, { id: actor.id, at: now }),
  );
}
