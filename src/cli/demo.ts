import { ConfigError } from "#kit/config.ts";
import { studentPassword } from "#core/identity/demo_accounts.ts";
import { createCourse } from "#demo/course.ts";
import { requireNoProduction } from "#core/identity/known_passwords.ts";
import { type Command, UsageError } from "./command.ts";
import { createProgress } from "./progress.ts";
import { withServices } from "./services.ts";
import { print } from "./terminal.ts";

export const demoCommand: Command = {
  name: "demo",
  summary: "add a made-up course with students, groups and messages",
  options: [
    ["--students <count>", "how many students", "300"],
    ["--groups <count>", "how many groups", "60"],
    ["--messages <count>", "how many messages", "200000"],
    ["--seed <number>", "the same seed creates the same course", "1"],
  ],
  async run({ config, options }) {
    if (config.production) {
      throw new ConfigError(
        "The students' password is public, so this is not allowed in production.",
      );
    }
    const size = {
      students: wholeNumber(options, "students", 1),
      groups: wholeNumber(options, "groups", 1),
      messages: wholeNumber(options, "messages", 0),
      seed: wholeNumber(options, "seed", 0),
    };
    const made = await withServices(config, async (services) => {
      await requireNoProduction(services);
      return createCourse(services, size, createProgress("messages"));
    });
    print(`Added ${size.students} students, ${made.groups} groups and ${size.messages} messages.`);
    print(`Every student signs in with ${studentPassword}, for example ${made.example}`);
    return 0;
  },
};

function wholeNumber(
  options: Record<string, string | boolean | undefined>,
  name: string,
  min: number,
): number {
  const value = Number(options[name]);
  if (Number.isInteger(value) && value >= min && value <= 10_000_000) return value;
  throw new UsageError(`--${name} ${String(options[name])} is not a whole number from ${min}`);
}
