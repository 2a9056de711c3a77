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
      text: "Lehrende können jede Gruppe ihres Kurses öffnen, auch wenn sie nicht Mitglied sind.",
    },
    {
      name: "Besuche sind sichtbar",
      text: "Wer eine Gruppe liest, ohne Mitglied zu sein, wird dort aufgeführt: wer, wann und wie lange.",
    },
  ],
  readsMore: "Was Lehrende hier sehen",
  takingPart: "Lehrende können jede Gruppe ihres Kurses lesen.",
  firstVisit: {
    title: "Bevor Sie schreiben",
    text: "Was Sie in einer Gruppe schreiben, lesen alle ihre Mitglieder. Lehrende können jede Gruppe ihres Kurses öffnen; die Gruppe sieht, wer mitgelesen hat, ohne Mitglied zu sein.",
    done: "Verstanden",
  },
  staffPage: {
    title: "Was Lehrende hier sehen",
    lead: "Dieser Chat gehört zu Ihren Lehrveranstaltungen. Lehrende (die Lehrpersonen und Tutor/innen Ihres Kurses und die Administration) können ihn lesen, auch in Gruppen, in denen sie nicht Mitglied sind, und Sie können sehen, wann jemand von außen mitgelesen hat. Bitte schreiben Sie hier nichts Privates.",
    reads: "Wer liest was",
    readers: [
      {
        name: "Mitglieder Ihrer Gruppe",
        text: "Alles, was in der Gruppe geschrieben wird, wer dazugehört und wer online ist",
      },
      {
        name: "Lehrpersonen und Tutor/innen Ihres Kurses",
        text: "Alles in jeder Gruppe des Kurses, ob Mitglied oder nicht; ein Kurs kann Tutor/innen auf ihre eigenen Gruppen beschränken",
      },
      { name: "Die Administration", text: "Alles in jeder Gruppe aller Kurse" },
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
      { name: "Lesen und schreiben", text: "in jeder Gruppe, die sie öffnen können." },
      {
        name: "Nachrichten entfernen.",
        text: "Die Gruppe sieht, dass eine Lehrperson sie entfernt hat, und den Grund, falls einer angegeben ist. Das Original bleibt für Lehrende aufbewahrt, die es wiederherstellen können.",
      },
      {
        name: "Ihr Konto sehen:",
        text: "Name, E-Mail-Adresse, Gruppen, wann Sie zuletzt hier waren und wie viel Sie in welcher Gruppe geschrieben haben.",
      },
      {
        name: "Konten verwalten:",
        text: "anlegen, ändern, sperren oder löschen und Einmalcodes ausgeben, mit denen ein neues Passwort gewählt wird.",
      },
      {
        name: "Lesen, was vor einer Bearbeitung da stand.",
        text: "Wenn Sie eine Nachricht bearbeiten, bleibt der frühere Text für Lehrende aufbewahrt. Die Gruppe sieht nur, dass sie bearbeitet wurde.",
      },
      {
        name: "Wortregeln festlegen.",
        text: "Eine Regel kann bestimmte Wörter in Nachrichten durch ▒▒▒ ersetzen, was Lehrende weiterhin lesen können, eine Nachricht auf die Freigabe warten lassen, sie ablehnen, mit einem Satz für die Person, die sie schreibt, oder sie Lehrenden zeigen.",
      },
      {
        name: "Einschränken, wer schreibt.",
        text: "Sie können eine Gruppe sperren, dort nur in Abständen schreiben lassen, Nachrichten lesen, bevor sie erscheinen, oder eine Person eine Zeit lang stummschalten; diese sieht den Grund und kann weiterlesen.",
      },
      {
        name: "Über Meldungen entscheiden.",
        text: "Mitglieder können eine Nachricht oder eine Person melden. Die gemeldete Person erfährt nie, von wem. Sie erfährt, was entschieden wurde und warum, außer wenn nichts zu beanstanden war, und kann einmal widersprechen. Wer gemeldet hat, erfährt, dass entschieden wurde.",
      },
    ],
    cannot: "Lehrende können nicht",
    cannots: [
      {
        name: "Unbemerkt mitlesen.",
        text: "Wer eine Gruppe von außen liest, steht in ihren Details unter „Wer von außen mitgelesen hat“: Name, Rolle, wann und wie lange; ebenso, wer dort eine entfernte Nachricht liest oder den Text vor einer Bearbeitung. Nur Zahlen anzusehen, etwa wie viel geschrieben wurde, gilt nicht als Besuch.",
      },
      {
        name: "Ihre Worte ändern.",
        text: "Lehrende können eine Nachricht entfernen oder einen Teil ausblenden, an dessen Stelle die Gruppe dann ▒▒▒ sieht. Umschreiben können sie sie nicht.",
      },
      {
        name: "Ihr Passwort sehen.",
        text: "Es ist in einer Form gespeichert, die niemand lesen kann. Auch festlegen können Lehrende es nicht.",
      },
      {
        name: "„Wer von außen mitgelesen hat“ abschalten.",
        text: "Dafür gibt es keine Einstellung, weder für Lehrende noch für die Administration.",
      },
    ],
    kept: "Was von Ihren Nachrichten aufbewahrt wird",
    keptList: [
      "Was Sie innerhalb von 15 Minuten nach dem Senden selbst löschen, ist weg, auch der Text vor einer Bearbeitung; niemand kann es mehr lesen. Einzige Ausnahme: Hatte es schon jemand gemeldet, bleibt der gemeldete Text beim Fall aufbewahrt. Nach 15 Minuten können Sie es nicht mehr selbst löschen.",
      "Was Lehrende oder die Moderierenden einer Gruppe entfernen, sieht die Gruppe nicht mehr. Der Text bleibt für Lehrende aufbewahrt, bis die Gruppe endgültig gelöscht wird; wer ihn liest, wird protokolliert.",
      "Was vor einer Bearbeitung da stand oder bevor Lehrende einen Teil ausgeblendet haben, bleibt für Lehrende aufbewahrt, bis die Gruppe endgültig gelöscht wird; wer es liest, wird protokolliert. Löschen Sie die Nachricht innerhalb dieser 15 Minuten, ist es sofort weg.",
      "Die Liste „Wer von außen mitgelesen hat“ wird so lange aufbewahrt wie das Protokoll der Lehrenden: ein Jahr, wenn die Administration nichts anderes festgelegt hat.",
    ],
    late: "Wann ein Besuch erst später erscheint",
    lateText:
      "Solange eine Meldung aus einer Gruppe offen ist, werden Besuche von Lehrenden festgehalten, der Gruppe aber noch nicht gezeigt, damit niemand gewarnt wird. Sie erscheinen mit dem wirklichen Datum, sobald über die Meldung entschieden ist, spätestens 14 Tage nach dem Besuch.",
    log: "Das Protokoll der Lehrenden",
    logText:
      "Es hält fest, wenn Lehrende die Seite einer Person öffnen, eine Gruppe, in der sie nicht Mitglied sind, zu lesen beginnen und damit aufhören, einer Gruppe beitreten oder sie verlassen, eine Nachricht entfernen oder wiederherstellen, eine entfernte Nachricht oder den Text vor einer Bearbeitung lesen, über eine Meldung entscheiden, eine Gruppe löschen oder ein Konto ändern. Die Administration kann alles lesen, Lehrpersonen, was ihre Kurse betrifft, wenn die Administration das zulässt, und alle Lehrenden ihre eigenen Einträge. Niemand kann in Team Chat einen Eintrag ändern. Es wird ein Jahr aufbewahrt, wenn die Administration nichts anderes festgelegt hat. Studierende können es nicht lesen.",
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
