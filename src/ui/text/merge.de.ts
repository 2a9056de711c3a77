import type { MergeTexts } from "./merge.en.ts";

export const merge: MergeTexts = {
  title: "Zwei Konten zusammenführen",
  ownLead:
    "Haben Sie hier zwei Konten? Melden Sie sich unten mit dem anderen an. Dessen Nachrichten, Gruppen und Rollen gehen in dieses Konto über; das andere kann danach nicht mehr verwendet werden.",
  guestLead:
    "Haben Sie hier ein Konto? Melden Sie sich unten damit an. Ihre Nachrichten und Gruppen als Gast gehen in dieses Konto über, und Sie arbeiten damit weiter.",
  ownLink: "Mit einem anderen Konto zusammenführen",
  ownLinkLead: "Haben Sie hier zwei Konten? Sie können sie zu einem zusammenführen.",
  ownSubmit: "Konten zusammenführen",
  stays:
    "Ihr Name, Ihre Adresse und Ihr Passwort hier bleiben, wie sie sind. Das lässt sich nicht rückgängig machen.",
  guestStays: "Name und Passwort dieses Kontos bleiben. Das lässt sich nicht rückgängig machen.",
  into: "Adresse oder Benutzername des Kontos, das bleibt",
  intoHint:
    "Die Nachrichten, Gruppen und Rollen von {name} ({handle}) gehen darauf über; jenes Konto gibt es danach nicht mehr.",
  next: "Weiter",
  question: "{from} mit {to} zusammenführen?",
  goes: "Dieses Konto fällt weg",
  remains: "Dieses Konto bleibt",
  groups: { one: "{count} Gruppe", other: "{count} Gruppen" },
  messages: { one: "{count} Nachricht", other: "{count} Nachrichten" },
  moves:
    "Seine Nachrichten, Gruppen, Rollen, Favoriten und Lesestände gehen in das Konto über, das bleibt. Die Person wird von dem Konto abgemeldet, das wegfällt; dessen Adresse und Passwort gelten nicht mehr. Das lässt sich nicht rückgängig machen.",
  confirm: "Zusammenführen",
  working: "Einen Augenblick …",
  done: "Die Konten sind zusammengeführt.",
  begun: "Die Konten werden zusammengeführt; das dauert einen Augenblick.",
  act: "Mit einem anderen Konto zusammenführen …",
};
