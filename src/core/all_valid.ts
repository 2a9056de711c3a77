import { Refusal } from "./refusals.ts";

/**
 * Runs every check, so that a form can show all that is wrong with it at once.
 * @returns the results by name
 * @throws {Refusal} invalid: the first one, with the others in `also`
 */
export function allValid<Checks extends Record<string, () => unknown>>(
  checks: Checks,
): { [Name in keyof Checks]: ReturnType<Checks[Name]> } {
  const refused: Refusal[] = [];
  const results = Object.entries(checks).map(([name, check]) => {
    try {
      return [name, check()];
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "invalid") throw error;
      refused.push(error);
      return [name, undefined];
    }
  });
  const [first, ...also] = refused;
  if (first) throw Object.assign(first, { also });
  return Object.fromEntries(results) as { [Name in keyof Checks]: ReturnType<Checks[Name]> };
}
