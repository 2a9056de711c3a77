import type { MergeTexts } from "./merge.en.ts";

export const merge: MergeTexts = {
  title: "Zwei Konten zusammenführen",
  ownLead:
    "Haben Sie hier zwei Konten? Melden Sie sich unten mit dem anderen an. Dessen Nachrichten, Gruppen und Rollen werden Teil dieses Kontos, und es kann nicht mehr verwendet werden.",
  guestLead:
    "Haben Sie hier ein Konto? Melden Sie sich unten damit an. Ihre Nachrichten und Gruppen als Gast werden Teil davon, und Sie verwenden dann jenes Konto.",
  ownLink: "Mit einem anderen Konto zusammenführen",
  ownLinkLead: "Sie haben hier zwei Konten? Aus ihren Nachrichten und Gruppen kann eines werden.",
  ownSubmit: "Konten zusammenführen",
  stays:
    "Ihr Name, Ihre Adresse und Ihr Passwort hier bleiben, wie sie sind. Das lässt sich nicht rückgängig machen.",
  guestStays:
    "Der Name jenes Kontos bleibt, und sein Passwort. Das lässt sich nicht rückgängig machen.",
  into: "Adresse oder Benutzername des Kontos, das bleibt",
  intoHint:
    "Es erhält die Nachrichten, Gruppen und Rollen von {name} ({handle}); dieses Konto gibt es danach nicht mehr.",
  next: "Weiter",
  question: "{from} mit {to} zusammenführen?",
  goes: "Dieses Konto fällt weg",
  remains: "Dieses Konto bleibt",
  groups: { one: "{count} Gruppe", other: "{count} Gruppen" },
  messages: { one: "{count} Nachricht", other: "{count} Nachrichten" },
  moves:
    "Seine Nachrichten, Gruppen, Rollen, Favoriten und was gelesen ist, werden Teil des Kontos, das bleibt. Die Person wird von dem Konto abgemeldet, das wegfällt; dessen Adresse und Passwort gelten nicht mehr. Das lässt sich nicht rückgängig machen.",
  confirm: "Zusammenführen",
  working: "Einen Augenblick …",
  done: "Die Konten sind zusammengeführt.",
  begun: "Die Konten werden zusammengeführt; das dauert einen Augenblick.",
  act: "Mit einem anderen Konto zusammenführen …",
};
