import type { UsersTexts } from "./users.en.ts";

export const users: UsersTexts = {
  title: "Personen",
  lead: "Alle, die hier ein Konto haben.",
  create: "Person hinzufügen",
  searchLabel: "Name, Adresse oder Benutzername",
  role: "Rolle",
  allRoles: "Alle Rollen",
  filter: "Anzeigen",
  name: "Name",
  email: "E-Mail-Adresse",
  username: "Benutzername",
  emailHint: "Kann leer bleiben: Die Person meldet sich dann mit dem Benutzernamen an.",
  usernameHint: "Bleibt das Feld leer, wird er aus Adresse oder Namen gebildet.",
  groups: "Gruppen",
  lastSeen: "Zuletzt hier",
  lastSeenUnknown: "noch nicht",
  disabled: "Gesperrt",
  expires: "bis",
  count: { one: "{count} Person", other: "{count} Personen" },
  emptyTitle: "Keine Treffer",
  emptyText: "Versuchen Sie es mit einem kürzeren Teil des Namens oder mit allen Rollen.",
  showAll: "Alle anzeigen",
  createTitle: "Person hinzufügen",
  createLead:
    "Die Person meldet sich mit dieser Adresse und dem Passwort an, das die nächste Seite zeigt.",
  created: "{name} wurde hinzugefügt.",
  passwordTitle: "Passwort für {name}",
  passwordLead:
    "Es wird nur dieses eine Mal angezeigt. Geben Sie es weiter; die Person kann es in ihrem Konto ändern.",
  passwordDone: "Ich habe es mir notiert",
  createAnother: "Weitere Person hinzufügen",
  editTitle: "{name} bearbeiten",
  profileTitle: "Profil",
  saved: "Die Änderungen wurden gespeichert.",
  acts: "Aktionen",
  actsOf: "Aktionen für {name}",
  edit: "Bearbeiten",
  openPerson: "Öffnen",
  roleHint:
    "Lehrpersonen sehen alle Gruppen und alle Nachrichten und verwalten Gruppen und Personen.",
  accessTitle: "Zugang",
  resetPassword: "Neues Passwort",
  resetTitle: "Neues Passwort für {name}?",
  resetConfirm: "Neues Passwort erzeugen",
  resetLead:
    "Ein neues Passwort wird einmal angezeigt, damit Sie es weitergeben können. Das bisherige Passwort gilt nicht mehr, und alle Geräte der Person werden abgemeldet.",
  makeStaff: "Zur Lehrperson machen",
  staffTitle: "{name} zur Lehrperson machen?",
  staffLead:
    "Lehrpersonen sehen alle Gruppen und alle Nachrichten. Sie legen Gruppen an, löschen sie und verwalten Personen und deren Passwörter. Was sie außerhalb ihrer eigenen Gruppen tun und lesen, wird protokolliert.",
  makeStudent: "Rolle Student/in geben",
  studentTitle: "{name} die Rolle Student/in geben?",
  studentLead:
    "Die Person sieht nur noch Gruppen, in denen sie Mitglied ist, und verwaltet keine Gruppen und Personen mehr.",
  studentOfGuest:
    "Das Konto endet nicht mehr automatisch. Die Person braucht ein Passwort: Erzeugen Sie es als Nächstes.",
  hasRole: "{name} hat jetzt die Rolle: {role}.",
  keepsGroups: {
    one: "Die Person bleibt in {count} Gruppe.",
    other: "Die Person bleibt in {count} Gruppen.",
  },
  losesGroups: {
    one: "Die Person wird aus {count} Gruppe entfernt.",
    other: "Die Person wird aus {count} Gruppen entfernt.",
  },
  disable: "Konto sperren",
  disableTitle: "{name} sperren?",
  disableLead:
    "Die Person wird überall abgemeldet und kann sich nicht anmelden, bis Sie das Konto wieder entsperren.",
  wasDisabled: "{name} wurde gesperrt und abgemeldet.",
  enable: "Konto entsperren",
  enableLead: "Das Konto ist gesperrt: Niemand kann sich damit anmelden.",
  wasEnabled: "{name} kann sich wieder anmelden.",
  delete: "Konto löschen",
  deleteLead:
    "Die Nachrichten der Person bleiben und werden als die eines gelöschten Kontos angezeigt.",
  deleteTitle: "{name} löschen?",
  deleteText:
    "Name, Adresse und Passwort werden gelöscht. Die Nachrichten bleiben und werden als die eines gelöschten Kontos angezeigt. Das lässt sich nicht rückgängig machen.",
  deleted: "{name} wurde gelöscht.",
  working: "Einen Augenblick …",
};
