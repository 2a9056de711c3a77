import { readFileSync } from "node:fs";
import { readExport, readHead, verifyLog } from "#core/audit/verify_log.ts";
import { type Command, UsageError } from "./command.ts";
import { print, printError } from "./terminal.ts";

/** Needs no database and no network: it runs wherever the export is. */
export const verifyLogCommand: Command = {
  name: "verify-log <export>",
  summary: "check an export of the staff log: whether an entry was changed, removed or swapped",
  options: [["--head <code>", "a checkpoint that you have kept, such as 48216:9c41…"]],
  async run({ words, options }) {
    const [file = ""] = words;
    const code = options["head"];
    const head = typeof code === "string" ? readHead(code) : undefined;
    if (typeof code === "string" && !head) {
      throw new UsageError("--head is the number of an entry, a colon, and 64 digits and letters");
    }
    const { entries, first, last, checkpoints, key, problem } = verifyLog(
      readExport(readFileSync(file, "utf8")),
      head,
    );
    if (problem !== undefined) {
      printError(problem);
      return 1;
    }
    const range = entries === 0 ? "no entries" : `entries ${first} to ${last}`;
    print(`Unchanged: ${range}; signed checkpoints: ${checkpoints}.`);
    if (key !== undefined) print(`Signed by the key ${key}.`);
    if (!head) {
      print("Without --head this does not show whether the log was rewritten as a whole.");
    }
    return 0;
  },
};
