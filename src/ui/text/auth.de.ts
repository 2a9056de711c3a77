import type { AuthTexts } from "./auth.en.ts";

export const auth: AuthTexts = {
  signInTitle: "Anmelden",
  signInLead: "Der Gruppenchat zu Ihren Lehrveranstaltungen.",
  forgotten: "Passwort vergessen?",
  forgottenAsk:
    "Bitten Sie Ihre Lehrperson um einen Einmalcode, mit dem Sie ein neues wählen können.",
  forgottenAskElse:
    "Oder bitten Sie Ihre Lehrperson um einen Einmalcode, mit dem Sie ein neues wählen können.",
  forgottenCode: "Ich habe einen Code.",
  forgottenAskOr: "Wenn das nicht hilft, wenden Sie sich an",
  codeWay: "Verwenden Sie den Code, den Sie erhalten haben.",
  enterCode: "Code eingeben",
  joinTitle: "Code eingeben",
  joinLead:
    "Mit dem Code aus einer Lehrveranstaltung treten Sie bei, mit einem Einmalcode wählen Sie ein Passwort.",
  joinCode: "Code",
  joinCodeHint: "8 Buchstaben und Ziffern, zum Beispiel ABCD‑EFGH, oder 12 bei einem Einmalcode.",
  joinSignedIn:
    "Sie sind als {name} angemeldet. Wenn Sie den Code eines anderen Kontos eingeben, sind Sie in diesem Browser danach mit jenem Konto angemeldet.",
  joinAccount: "Ihr Passwort ändern Sie in Ihrem Konto.",
  joinNext: "Weiter",
  joinHello: "Hallo, {name}",
  joinPasswordLead: "Wählen Sie ein Passwort. Danach gilt der Code nicht mehr.",
  joinHandle: "Ab jetzt melden Sie sich an mit",
  joinEnds: "Auf allen anderen Geräten werden Sie abgemeldet.",
  joinPassword: "Neues Passwort",
  joinSubmit: "Speichern und anmelden",
  codeUsed:
    "Für Ihr Konto wurde ein Einmalcode verwendet: ausgegeben von {issuer} ({issued} UTC), verwendet {used} UTC von {network} aus. Waren Sie das nicht, sagen Sie es Ihrer Lehrperson.",
  linkUsed:
    "Für Ihr Konto wurde mit einem Link, der an Ihre Adresse ging ({issued} UTC), ein neues Passwort gewählt: {used} UTC von {network} aus. Waren Sie das nicht, sagen Sie es Ihrer Lehrperson.",
  unknownNetwork: "einem unbekannten Netz",
  codeUsedMore: "Ihr Konto",
  firstTime: "Zum ersten Mal hier?",
  email: "E-Mail-Adresse",
  emailOrUsername: "E-Mail-Adresse oder Benutzername",
  password: "Passwort",
  name: "Ihr Name",
  nameHint: "Der Name, unter dem Ihre Lehrperson und Ihre Mitstudierenden Sie kennen.",
  passwordHint: "Mindestens 8 Zeichen. Mehrere Wörter sind leichter zu merken als eines.",
  showPassword: "Passwort anzeigen",
  signIn: "Anmelden",
  working: "Einen Augenblick …",
  registerWay: "Legen Sie mit Ihrer E-Mail-Adresse ein Konto an.",
  register: "Konto anlegen",
  guestWay: "Ohne Konto können Sie 30 Tage lang als Gast teilnehmen.",
  guest: "Als Gast teilnehmen",
  registerTitle: "Konto anlegen",
  registerLead: "Damit erreichen Sie Ihre Gruppen auf jedem Gerät.",
  registerDomains: "Verwenden Sie eine Adresse bei {domains}.",
  registerClosed:
    "Konten werden hier von Lehrenden angelegt. Bitten Sie Ihre Lehrperson um ein Konto; Sie erhalten dafür einen Code.",
  registerSubmit: "Konto anlegen",
  guestRegistered: "Sie haben jetzt ein Konto und behalten Ihre Nachrichten.",
  haveAccount: "Schon ein Konto?",
  guestTitle: "Als Gast teilnehmen",
  guestLead:
    "Ein Passwort brauchen Sie nicht: Sie können Team Chat 30 Tage lang in diesem Browser nutzen. Sie sehen die Gruppen, in die Sie aufgenommen werden.",
  guestSubmit: "Als Gast teilnehmen",
  guestBackLead: "Sie waren schon als {name} hier. Ihr Zugang gilt bis",
  guestBack: "Als {name} fortfahren",
  guestOther: "Oder als neuer Gast teilnehmen:",
  guestClosed:
    "Dieser Chat nimmt keine Gäste auf. Konten werden hier von Lehrenden angelegt; bitten Sie Ihre Lehrperson um eines.",
  signOutTitle: "Abmelden",
  signOutLead:
    "Beim Abmelden werden Entwürfe und nicht gesendete Nachrichten in diesem Browser gelöscht.",
  signOutLeadGuest:
    "Entwürfe und nicht gesendete Nachrichten in diesem Browser werden gelöscht. Mit „Als Gast teilnehmen“ können Sie in diesem Browser zurückkommen, bis sich hier jemand anderes anmeldet. Ihr Zugang endet am",
  signOutForGood: "Endgültig abmelden",
  signOutForGoodLead:
    "Melden Sie sich an einem gemeinsam genutzten Computer endgültig ab: Dann kann niemand mehr als dieser Gast zurückkommen, auch Sie nicht.",
  signOutLeadGuestEnds:
    "Als dieser Gast können Sie nicht zurückkommen: Ohne Passwort endet damit Ihr Zugang. Entwürfe und nicht gesendete Nachrichten in diesem Browser werden gelöscht.",
  unsentLead: "Diese Nachrichten wurden noch nicht gesendet und würden gelöscht:",
  unsentWay: "Um sie zu senden, öffnen Sie eine Gruppe, während Sie online sind.",
  unsentBack: "Zurück zu Ihren Gruppen",
  signOut: "Abmelden",
  signedOut: "Sie sind abgemeldet.",
  signedOutGuest:
    "Sie sind abgemeldet. Um zurückzukommen, wählen Sie in diesem Browser „Als Gast teilnehmen“.",
  welcome: "Willkommen, {name}.",
  setupTitle: "Team Chat einrichten",
  setupLead:
    "Legen Sie das erste Konto für Lehrende an. Den Code hat der Server beim Start ausgegeben.",
  setupCode: "Einrichtungscode",
  setupSubmit: "Einrichten",
  setupDone:
    "Team Chat ist eingerichtet. Fügen Sie zuerst Personen hinzu und legen Sie dann Gruppen für sie an.",
  setupAlready: "Es gibt schon ein Konto für Lehrende; hier ist nichts mehr zu tun.",
  setupAlreadyTitle: "Team Chat ist eingerichtet",
};
