import type { ShellTexts } from "./shell.en.ts";

export const shell: ShellTexts = {
  manage: "Verwalten",
  you: "Sie",
  menuOf: "{name}: Ihr Menü",
  themeSystem: "Gerät",
  connected: "Verbunden",
  connecting: "Verbindung wird aufgebaut",
  offline: "Keine Verbindung",
};
