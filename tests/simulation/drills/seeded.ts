/** Nine built-in mistakes: the checker's silence means something only if it finds these. */
import { seededBugs } from "../saboteurs.ts";
import { runScenario } from "../scenario.ts";
import type { Drill } from "./drill.ts";

export const seeded: Drill = async (_options, progress) => {
  const missed: string[] = [];
  for (const [index, { name, caughtAs, sabotage }] of seededBugs.entries()) {
    const anomalies = await runScenario(sabotage());
    if (!anomalies.some(({ kind }) => kind === caughtAs)) missed.push(`${name} was not noticed`);
    progress("seeded mistakes", index + 1, seededBugs.length);
  }
  const found = seededBugs.length - missed.length;
  return [
    {
      what: "the checker finds seeded mistakes",
      result: `${found} of ${seededBugs.length}`,
      note: "",
      wrong: missed,
    },
  ];
};
