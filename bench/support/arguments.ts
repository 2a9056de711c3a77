import { parseArgs } from "node:util";

export interface BenchArguments {
  /** Empty: all of them. */
  names: string[];
  /** Another version, as git names it. */
  against?: string;
  rounds: number;
  /** Leaves CPU profiles of the servers, and measures once. */
  profile: boolean;
  help: boolean;
}

export interface KnownBenches {
  all: string[];
  /** Those that `--against` can run. */
  compared: string[];
}

/** Fewer do not show the scatter. */
export const fewestRounds = 7;

/**
 * Parses the command line; a name may have `_` for `-`.
 * @throws {TypeError} in words for people: unknown names, options without a value, too few rounds
 */
export function benchArguments(argv: string[], { all, compared }: KnownBenches): BenchArguments {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      against: { type: "string" },
      rounds: { type: "string" },
      profile: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const names = positionals.map((name) => name.replaceAll("_", "-"));
  const unknown = names.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new TypeError(`There is no bench "${unknown}".`);
  const { against, help, profile } = values;
  const alone = names.find((name) => against !== undefined && !compared.includes(name));
  if (alone !== undefined) throw new TypeError(`"${alone}" does not compare versions.`);
  if (against !== undefined && !/^[\w.@{}~^/-]+$/.test(against)) {
    throw new TypeError(`"${against}" is no name of a version.`);
  }
  if (against?.startsWith("-")) throw new TypeError("--against needs the name of a version.");
  if (values.rounds !== undefined && against === undefined) {
    throw new TypeError("--rounds belongs to --against.");
  }
  if (profile && (against !== undefined || names.length === 0)) {
    throw new TypeError("--profile needs the name of a bench, and not --against.");
  }
  const rounds = Number(values.rounds ?? fewestRounds);
  if (!Number.isInteger(rounds) || rounds < fewestRounds || rounds > 100) {
    throw new TypeError(`--rounds is a whole number from ${fewestRounds} to 100.`);
  }
  return { names, against, rounds, profile, help };
}
