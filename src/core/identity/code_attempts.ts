/** Codes that people type: only those that do not work count, by network address and in all. */
import { attemptOrRefuse } from "../attempts.ts";
import type { Services } from "../context.ts";
import type { Refusal } from "../refusals.ts";
import { invalidText } from "../valid_text.ts";

/**
 * An attempt that is refused counts nothing, so that trying does not lengthen the wait.
 * @returns what the code leads to
 * @throws {Refusal} limited; invalid, field `code`, if it leads to nothing
 */
export async function attemptCode<Found>(
  { rates: { codesByAddress, codesInAll } }: Pick<Services, "rates">,
  address: string,
  find: () => Promise<Found | undefined>,
): Promise<Found> {
  await attemptOrRefuse(codesByAddress, address, "code_too_often");
  try {
    await attemptOrRefuse(codesInAll, "all", "code_too_often");
  } catch (error) {
    await codesByAddress.giveBack(address);
    throw error;
  }
  const found = await find();
  if (found === undefined) throw codeWrong();
  await Promise.all([codesByAddress.giveBack(address), codesInAll.giveBack("all")]);
  return found;
}

export function codeWrong(): Refusal {
  return invalidText("code", { reason: "code_wrong" });
}
