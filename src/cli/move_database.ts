import { databaseName, moveTarget } from "#kit/config.ts";
import { moveDatabase } from "#core/instance/move_database.ts";
import type { Command } from "./command.ts";
import { createProgress } from "./progress.ts";
import { print, table } from "./terminal.ts";

export const moveDatabaseCommand: Command = {
  name: "move-database",
  summary: "copy everything to an empty database of any kind, while Team Chat is stopped",
  options: [
    [
      "--to <address>",
      "an address as in DATABASE_URL; with a password, set MOVE_DATABASE_TO instead",
    ],
  ],
  async run({ config, options }) {
    const to = options["to"];
    const target = { ...config, database: moveTarget(typeof to === "string" ? to : undefined) };
    const moved = await moveDatabase(
      { from: config, to: target },
      {
        copied: createProgress("rows copied"),
        compared: createProgress("rows compared"),
      },
    );
    print(...table(moved.map(({ name, rows }) => [`  ${name}`, rows.toLocaleString("en")])));
    print(
      `Moved, and compared: ${databaseName(target)}`,
      "Set DATABASE_URL to it, and start Team Chat. Keep the old database until you have seen it work.",
    );
    return 0;
  },
};
