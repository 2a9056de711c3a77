import type { ShellTexts } from "./shell.en.ts";

export const shell: ShellTexts = {
  manage: "Verwalten",
  you: "Sie",
  menuOf: "{name}: Ihr Menü",
  chooseLocale: "Sprache wählen",
  chooseTheme: "Hell oder dunkel wählen",
  themeSystem: "Gerät",
  connected: "Verbunden",
  connecting: "Verbindung wird aufgebaut",
  offline: "Nicht verbunden",
  casesOpen: { one: "{count} zu entscheiden", other: "{count} zu entscheiden" },
  answersNew: { one: "{count} neue Entscheidung", other: "{count} neue Entscheidungen" },
};
