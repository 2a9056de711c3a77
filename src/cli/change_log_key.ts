import { changeLogKey } from "#core/audit/checkpoints.ts";
import type { Command } from "./command.ts";
import { withServices } from "./services.ts";
import { print } from "./terminal.ts";

export const changeLogKeyCommand: Command = {
  name: "change-log-key",
  summary: "change the key that signs checkpoints of the staff log; the old one signs the new one",
  async run({ config }) {
    const key = await withServices(config, changeLogKey);
    print(`From now on checkpoints are signed by ${key}`);
    return 0;
  },
};
