/** What `./run.sh bench maker-search` has found, by seed, in a file. */
import { join } from "node:path";
import type { Found } from "./long_search.ts";

const file = Bun.file(join(import.meta.dir, "known_best.json"));

export async function readKnownBest(): Promise<Record<string, Found>> {
  return (await file.exists()) ? ((await file.json()) as Record<string, Found>) : {};
}

export async function keepKnownBest(found: Record<string, Found>): Promise<void> {
  await Bun.write(file, `${JSON.stringify(found, null, 2)}\n`);
}

/** At most two more than the best known, or a tenth more. */
export function allowedAgain({ again }: Found): number {
  return Math.max(again + 2, Math.floor(again * 1.1));
}
