import type { CheckpointsTexts } from "./checkpoints.en.ts";

export const checkpoints: CheckpointsTexts = {
  title: "Signierter Prüfpunkt des Protokolls",
  text: "Heben Sie diesen Code auf. Jeder Eintrag des Protokolls enthält einen Hashwert des vorigen; wird später einer geändert, entfernt oder vertauscht, stimmen Protokoll und Code nicht mehr überein. Ohne eine Kopie außerhalb dieses Servers beweist er nichts.",
  export: "Protokoll zur Prüfung herunterladen",
  exportText: "und mit „cli verify-log“ prüfen, ohne Verbindung zum Server.",
};
