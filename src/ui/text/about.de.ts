import type { AboutTexts } from "./about.en.ts";

export const about: AboutTexts = {
  links: "Über diesen Chat",
  imprint: "Impressum",
  privacy: "Datenschutz",
  accessibility: "Barrierefreiheit",
  staffAccess: "Was Lehrende sehen",
  language: "Sprache",
  readsTitle: "Wer liest was",
  reads: [
    {
      name: "Ihre Gruppen",
      text: "Was Sie in einer Gruppe schreiben, können alle ihre Mitglieder lesen.",
    },
    {
      name: "Lehrende",
      text: "Lehrende können jede Gruppe öffnen, auch wenn sie nicht Mitglied sind.",
    },
    {
      name: "Besuche werden protokolliert",
      text: "Öffnen Lehrende eine Gruppe, in der sie nicht Mitglied sind, steht das im Protokoll der Lehrenden.",
    },
  ],
  readsMore: "Was Lehrende hier sehen",
  takingPart: "Lehrende können jede Gruppe lesen.",
  firstVisit: {
    title: "Bevor Sie schreiben",
    text: "Was Sie in einer Gruppe schreiben, lesen alle ihre Mitglieder. Lehrende können jede Gruppe öffnen; Besuche von außen werden protokolliert.",
    done: "Verstanden",
  },
  staffPage: {
    title: "Was Lehrende hier sehen",
    lead: "Dieser Chat gehört zu Ihren Lehrveranstaltungen. Lehrende können jede Gruppe lesen, auch Gruppen, in denen sie nicht Mitglied sind. Bitte schreiben Sie hier nichts Privates.",
    reads: "Wer liest was",
    readers: [
      {
        name: "Mitglieder Ihrer Gruppe",
        text: "Alles, was in der Gruppe geschrieben wird, wer dazugehört und wer online ist",
      },
      { name: "Lehrende", text: "Dasselbe in jeder Gruppe, ob Mitglied oder nicht" },
      {
        name: "Andere Studierende und Gäste",
        text: "Nichts. Sie erfahren nicht einmal, ob es die Gruppe gibt.",
      },
      {
        name: "Der Serverbetrieb",
        text: "Alles, was gespeichert ist. Nachrichten sind nicht Ende-zu-Ende-verschlüsselt.",
      },
    ],
    can: "Lehrende können",
    cans: [
      { name: "Lesen und schreiben", text: "in jeder Gruppe." },
      {
        name: "Nachrichten entfernen.",
        text: "Die Gruppe sieht, dass eine Lehrperson sie entfernt hat, und den Grund, falls einer angegeben ist. Das Original bleibt für Lehrende aufbewahrt.",
      },
      {
        name: "Ihr Konto sehen:",
        text: "Name, E-Mail-Adresse, Gruppen, wann Sie zuletzt hier waren und wie viel Sie in welcher Gruppe geschrieben haben.",
      },
      {
        name: "Konten verwalten:",
        text: "anlegen, ändern, sperren oder löschen und Einmalcodes ausgeben, mit denen ein neues Passwort gewählt wird.",
      },
    ],
    cannot: "Lehrende können nicht",
    cannots: [
      {
        name: "Unbemerkt mitlesen.",
        text: "Wer eine Gruppe von außen öffnet, steht im Protokoll, einmal pro Besuch von höchstens zehn Minuten; ebenso, wer eine entfernte Nachricht ansieht.",
      },
      {
        name: "Ihre Worte ändern.",
        text: "Lehrende können eine Nachricht entfernen, aber nicht umschreiben.",
      },
      {
        name: "Ihr Passwort sehen.",
        text: "Gespeichert ist nur ein Hashwert. Auch setzen können sie es nicht.",
      },
      {
        name: "Lesen, was Sie selbst gelöscht haben.",
        text: "Eigene Nachrichten können Sie 15 Minuten lang löschen; ihr Text ist dann weg. Auch der Text vor einer Bearbeitung wird nicht aufbewahrt.",
      },
    ],
    log: "Das Protokoll der Lehrenden",
    logText:
      "Es hält fest, wenn Lehrende die Seite einer Person oder eine Gruppe öffnen, in der sie nicht Mitglied sind, einer Gruppe beitreten oder sie verlassen, eine Nachricht entfernen oder eine entfernte ansehen, eine Gruppe löschen oder ein Konto ändern. Lehrende können lesen, was ihre Kurse betrifft, die Verantwortlichen des Servers alles, und niemand kann es in Team Chat ändern. Studierende können es nicht lesen.",
    ask: "Kommt Ihnen etwas falsch vor?",
    askText: "Fragen Sie Ihre Lehrperson.",
    askContact: "Fragen Sie Ihre Lehrperson oder wenden Sie sich an:",
  },
  accessibilityPage: {
    title: "Barrierefreiheit",
    lead: "Alle sollen an Team Chat teilnehmen können, mit welchem Gerät und welchen Hilfsmitteln auch immer. Ziel ist Stufe AA der Web Content Accessibility Guidelines (WCAG) 2.2.",
    done: "Was dafür getan ist",
    doneList: [
      "Alles lässt sich allein mit der Tastatur bedienen, und der Fokus ist immer sichtbar.",
      "Screenreader sagen neue Nachrichten an, und jede Schaltfläche hat einen Namen.",
      "Texte und Bedienelemente haben in heller und dunkler Darstellung genug Kontrast.",
      "Die Seiten lassen sich auf 400 % vergrößern, ohne dass man seitwärts scrollen muss; sie berücksichtigen die Einstellungen für reduzierte Bewegung und erzwungene Farben.",
      "Lesen und Formulare funktionieren auch ohne JavaScript.",
    ],
    tested: "Wie es geprüft wird",
    testedText:
      "Bei jeder Änderung prüft axe jede Seite automatisch: wie auf einem Telefon in dunkler Darstellung und wie auf einem Computer in heller. Eine unabhängige Prüfung hat nicht stattgefunden.",
    ask: "Sind Sie auf eine Barriere gestoßen?",
    askText: "Bitte sagen Sie es Ihrer Lehrperson.",
    askContact: "Bitte melden Sie sie uns:",
  },
};
