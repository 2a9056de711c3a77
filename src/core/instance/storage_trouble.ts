import { adapterOf, type Places } from "#storage/open.ts";

/** The error of a command in one line that names the database if it is about it. */
export function troubleText(places: Places | undefined, error: unknown): string {
  const known = places && adapterOf(places).explain(error);
  if (known !== undefined) return known;
  return error instanceof Error ? error.message : String(error);
}
