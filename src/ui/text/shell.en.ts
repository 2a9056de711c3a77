export const shell = {
  /** Below the rail's icon for "Manage groups". */
  manage: "Manage",
  /** Below the avatar on a phone. */
  you: "You",
  menuOf: "{name}: your menu",
  chooseLocale: "Choose a language",
  chooseTheme: "Choose light or dark",
  themeSystem: "Device",
  connected: "Connected",
  connecting: "Connecting",
  offline: "Not connected",
  casesOpen: { one: "{count} to decide on", other: "{count} to decide on" },
  answersNew: { one: "{count} new decision", other: "{count} new decisions" },
};

export type ShellTexts = typeof shell;
