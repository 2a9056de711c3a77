import { pathFromCaller } from "#kit/config.ts";
import { adoptDatabase } from "#adopt/adopt.ts";
import type { Command } from "./command.ts";
import { createProgress } from "./progress.ts";
import { withServices } from "./services.ts";
import { print, table } from "./terminal.ts";

export const adoptCommand: Command = {
  name: "adopt <file>",
  summary: "import a database of the original Team Chat (its db.sqlite3, which stays unchanged)",
  async run({ config, words }) {
    const path = pathFromCaller(words[0] ?? "");
    const options = {
      workDir: config.instanceDir,
      production: config.production,
      passwordProgress: createProgress("passwords tried"),
      progress: createProgress("messages"),
    };
    const report = await withServices(config, (services) => adoptDatabase(services, path, options));
    const rows = Object.entries(report.tallies).map(([kind, tally]) => [
      kind,
      String(tally.adopted),
      String(tally.present),
      String(tally.skipped),
    ]);
    print(...table([["", "adopted", "here before", "skipped"], ...rows]));
    for (const note of report.notes) print(`- ${note}`);
    return 0;
  },
};
