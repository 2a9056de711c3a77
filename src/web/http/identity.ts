import type { Config } from "#kit/config.ts";
import type { Identity } from "#ui/layout/identity.ts";

export const logoPath = "/about/logo";
export const accessibilityPath = "/about/accessibility";
export const staffAccessPath = "/about/staff-access";

const made = new WeakMap<Config, Identity>();

/** The settings about the institution, as pages show them. */
export function identityOf(config: Config): Identity {
  const identity = made.get(config) ?? makeIdentity(config);
  made.set(config, identity);
  return identity;
}

function makeIdentity({ institution }: Config): Identity {
  const { name, logo, imprintUrl, privacyUrl, accessibilityUrl, helpContact } = institution;
  return {
    name,
    logo: logo && `${logoPath}?v=${logo.version}`,
    imprint: imprintUrl?.href,
    privacy: privacyUrl?.href,
    accessibility: accessibilityUrl?.href ?? accessibilityPath,
    help: help(helpContact),
  };
}

function help(contact: Config["institution"]["helpContact"]): Identity["help"] {
  if (!contact) return undefined;
  return contact.kind === "mail"
    ? { href: `mailto:${contact.address}`, label: contact.address }
    : {
        href: contact.url.href,
        label: `${contact.url.host}${contact.url.pathname}`.replace(/\/$/, ""),
      };
}
