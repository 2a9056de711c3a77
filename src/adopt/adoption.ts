import { type Writing, writeLogged } from "#core/log/write.ts";
import type { Services } from "#core/context.ts";
import type { Original } from "#storage/original.ts";
import { AdoptReport } from "./report.ts";

export interface Adoption {
  services: Services;
  original: Original;
  report: AdoptReport;
}

/** Our account for the id of each account of the original. */
export type People = Map<string, string>;

export interface AdoptionWithPeople extends Adoption {
  people: People;
}

/**
 * Runs one step of an adoption as a transaction, with its own report, so that an attempt that is
 * rolled back counts nothing.
 */
export async function adoptInOne<A extends Adoption, T>(
  adoption: A,
  step: (adoption: A, writing: Writing) => Promise<T>,
): Promise<T> {
  const { value, report } = await writeLogged(adoption.services, async (writing) => {
    const own = { ...adoption, report: new AdoptReport() };
    return { value: await step(own, writing), report: own.report };
  });
  adoption.report.add(report);
  return value;
}
