import { setPasswordOf } from "#core/people/operator.ts";
import type { Command } from "./command.ts";
import { withServices } from "./services.ts";
import { readNewPassword, print } from "./terminal.ts";

export const setPasswordCommand: Command = {
  name: "set-password <email>",
  summary: "give an account a new password, and sign it out everywhere",
  options: [["--password-stdin", "read the password from standard input"]],
  async run({ config, words, options }) {
    const [email = ""] = words;
    const password = await readNewPassword(Boolean(options["passwordStdin"]));
    await withServices(config, (services) => setPasswordOf(services, { email, password }));
    print(`Changed: ${email}`);
    return 0;
  },
};
