export const shell = {
  /** Below the rail's icon for "Manage groups". */
  manage: "Manage",
  /** Below the avatar on a phone. */
  you: "You",
  menuOf: "{name}: your menu",
  themeSystem: "Device",
  connected: "Connected",
  connecting: "Connecting",
  offline: "No connection",
};

export type ShellTexts = typeof shell;
