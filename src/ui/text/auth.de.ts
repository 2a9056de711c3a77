import type { AuthTexts } from "./auth.en.ts";

export const auth: AuthTexts = {
  signInTitle: "Anmelden",
  signInLead: "Ihre Gruppen und Nachrichten warten.",
  email: "E-Mail-Adresse",
  password: "Passwort",
  name: "Ihr Name",
  nameHint: "So, wie Lehrende und Mitstudierende Sie kennen.",
  passwordHint: "Mindestens 8 Zeichen. Mehrere Wörter merken sich leichter als eines.",
  showPassword: "Passwort zeigen",
  signIn: "Anmelden",
  working: "Einen Augenblick …",
  noAccount: "Noch kein Konto?",
  register: "Konto anlegen",
  guestQuestion: "Nur zu Besuch?",
  guest: "Als Gast eintreten",
  registerTitle: "Konto anlegen",
  registerLead: "Damit finden Sie Ihre Gruppen auf jedem Gerät.",
  registerDomains: "Mit einer Adresse bei {domains}.",
  registerClosed:
    "Konten werden hier von den Lehrenden angelegt. Fragen Sie dort nach einem; damit können Sie sich anmelden.",
  registerSubmit: "Konto anlegen",
  haveAccount: "Sie haben schon ein Konto?",
  guestTitle: "Als Gast eintreten",
  guestLead:
    "Ohne Passwort, für 30 Tage, in diesem Browser. Sie sehen die Gruppen, in die man Sie aufnimmt.",
  guestSubmit: "Eintreten",
  signOutTitle: "Abmelden",
  signOutLead:
    "Entwürfe und Nachrichten, die nicht gesendet wurden, werden dann in diesem Browser gelöscht.",
  unsentLead: "Diese Nachrichten sind noch nicht gesendet und würden gelöscht:",
  unsentWay: "Sie gehen von selbst hinaus, sobald eine Gruppe geöffnet ist und Verbindung besteht.",
  unsentBack: "Zurück zu Ihren Gruppen",
  signOut: "Abmelden",
  signedOut: "Sie sind abgemeldet.",
  welcome: "Willkommen, {name}.",
  setupTitle: "Team Chat einrichten",
  setupLead:
    "Legen Sie das erste Konto für Lehrende an. Der Code steht dort, wo Team Chat gestartet wurde.",
  setupCode: "Einrichtungscode",
  setupSubmit: "Einrichten",
  setupDone: "Team Chat ist eingerichtet. Das können Sie als Erstes tun: eine Gruppe anlegen.",
};
