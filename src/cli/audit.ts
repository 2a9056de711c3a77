import { newestActs } from "#core/people/operator.ts";
import type { Command } from "./command.ts";
import { withServices } from "./services.ts";
import { print, table } from "./terminal.ts";

export const auditCommand: Command = {
  name: "audit",
  summary: "show the newest entries of the staff log",
  options: [["--limit <count>", "how many", "50"]],
  async run({ config, options }) {
    const limit = Math.min(Math.max(Number(options["limit"]) || 50, 1), 10_000);
    const acts = await withServices(config, (services) => newestActs(services, limit));
    const rows = acts.map((act) => [
      act.at,
      act.actorName || act.actorId,
      act.verb,
      act.conversationName ?? act.conversationId ?? "",
      act.subjectName || act.subjectId || "",
      act.detail ?? "",
    ]);
    if (rows.length === 0) print("No entries yet.");
    else print(...table([["time", "who", "what", "group", "whom", ""], ...rows]));
    return 0;
  },
};
