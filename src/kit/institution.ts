/** Settings about whose chat this is, and where its people find its imprint and its help. */
import { type Logo, logoAt } from "./logo.ts";
import { ConfigError, type Environment, linkAddress, mailAddress, pathFrom } from "./settings.ts";

export interface Institution {
  name: string | undefined;
  logo: Logo | undefined;
  imprintUrl: URL | undefined;
  privacyUrl: URL | undefined;
  /** Without one, our own page is the accessibility statement. */
  accessibilityUrl: URL | undefined;
  helpContact: HelpContact | undefined;
}

/** Where people ask who have forgotten their password, or whom a page keeps out. */
export type HelpContact = { kind: "mail"; address: string } | { kind: "page"; url: URL };

const nameCharsMax = 80;

/** @throws {ConfigError} naming the first variable that has an invalid value */
export function institution(env: Environment, home: string): Institution {
  const name = institutionName(env);
  return {
    name,
    logo: logo(env, { home, name }),
    imprintUrl: linkAddress(env, "IMPRINT_URL"),
    privacyUrl: linkAddress(env, "PRIVACY_URL"),
    accessibilityUrl: linkAddress(env, "ACCESSIBILITY_URL"),
    helpContact: helpContact(env),
  };
}

function institutionName(env: Environment): string | undefined {
  const name = (env["INSTITUTION_NAME"] ?? "").trim();
  if (name === "") return undefined;
  const isLine = /[\p{L}\p{N}]/u.test(name) && !/[\p{C}\p{Zl}\p{Zp}]/u.test(name);
  if (isLine && name.length <= nameCharsMax) return name;
  throw new ConfigError(
    `INSTITUTION_NAME must be one line of at most ${nameCharsMax} characters, for example Example University`,
  );
}

function logo(
  env: Environment,
  { home, name }: { home: string; name: string | undefined },
): Logo | undefined {
  if (!env["INSTITUTION_LOGO"]) return undefined;
  if (name === undefined) {
    throw new ConfigError("INSTITUTION_LOGO needs INSTITUTION_NAME, for those who cannot see it");
  }
  return logoAt(pathFrom(home, env, { name: "INSTITUTION_LOGO", fallback: "" }));
}

function helpContact(env: Environment): HelpContact | undefined {
  const value = env["HELP_CONTACT"];
  if (!value) return undefined;
  const address = mailAddress(value);
  if (address) return { kind: "mail", address };
  const url = value.includes("@") ? undefined : linkAddress(env, "HELP_CONTACT");
  if (url) return { kind: "page", url };
  throw new ConfigError(
    `HELP_CONTACT=${value} is neither a mail address such as help@uni.example.edu nor an address such as https://uni.example.edu/help`,
  );
}
