import { createAdmin } from "#core/people/operator.ts";
import type { Command } from "./command.ts";
import { withServices } from "./services.ts";
import { readNewPassword, print } from "./terminal.ts";

export const createAdminCommand: Command = {
  name: "create-admin <email> <name>",
  summary: "create an administrator account; prompts for the password",
  options: [["--password-stdin", "read the password from standard input"]],
  async run({ config, words, options }) {
    const [email = "", name = ""] = words;
    const password = await readNewPassword(Boolean(options["passwordStdin"]));
    await withServices(config, (services) => createAdmin(services, { email, name, password }));
    print(`Created: ${email}`);
    return 0;
  },
};
