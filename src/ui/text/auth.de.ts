import type { AuthTexts } from "./auth.en.ts";

export const auth: AuthTexts = {
  signInTitle: "Anmelden",
  signInLead: "Ihre Gruppen und Nachrichten warten.",
  email: "E-Mail-Adresse",
  password: "Passwort",
  name: "Ihr Name",
  nameHint: "Der Name, unter dem Ihre Lehrperson und Ihre Mitstudierenden Sie kennen.",
  passwordHint: "Mindestens 8 Zeichen. Mehrere Wörter sind leichter zu merken als eines.",
  showPassword: "Passwort anzeigen",
  signIn: "Anmelden",
  working: "Einen Augenblick …",
  noAccount: "Noch kein Konto?",
  register: "Konto anlegen",
  guestQuestion: "Nur zu Besuch?",
  guest: "Als Gast fortfahren",
  registerTitle: "Konto anlegen",
  registerLead: "Damit erreichen Sie Ihre Gruppen auf jedem Gerät.",
  registerDomains: "Verwenden Sie eine Adresse bei {domains}.",
  registerClosed:
    "Konten werden hier von Lehrenden angelegt. Bitten Sie Ihre Lehrperson um ein Konto und melden Sie sich damit an.",
  registerSubmit: "Konto anlegen",
  haveAccount: "Schon ein Konto?",
  guestTitle: "Als Gast fortfahren",
  guestLead:
    "Ein Passwort brauchen Sie nicht: Sie können Team Chat bis zu 30 Tage lang in diesem Browser nutzen, oder bis Sie sich abmelden. Sie sehen die Gruppen, in die Sie aufgenommen werden.",
  guestSubmit: "Als Gast fortfahren",
  signOutTitle: "Abmelden",
  signOutLead:
    "Beim Abmelden werden Entwürfe und nicht gesendete Nachrichten in diesem Browser gelöscht.",
  signOutLeadGuest:
    "Als dieser Gast können Sie nicht zurückkommen: Ohne Passwort endet Ihr Zugang mit dem Abmelden. Entwürfe und nicht gesendete Nachrichten in diesem Browser werden gelöscht.",
  unsentLead: "Diese Nachrichten wurden noch nicht gesendet und würden gelöscht:",
  unsentWay: "Um sie zu senden, öffnen Sie eine Gruppe, während Sie online sind.",
  unsentBack: "Zurück zu Ihren Gruppen",
  signOut: "Abmelden",
  signedOut: "Sie sind abgemeldet.",
  welcome: "Willkommen, {name}.",
  setupTitle: "Team Chat einrichten",
  setupLead:
    "Legen Sie das erste Konto für Lehrende an. Den Code finden Sie in der Ausgabe des Terminals, in dem Team Chat gestartet wurde.",
  setupCode: "Einrichtungscode",
  setupSubmit: "Einrichten",
  setupDone: "Team Chat ist eingerichtet. Legen Sie als Erstes eine Gruppe an.",
};
