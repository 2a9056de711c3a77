import type { HelpTexts } from "./help.en.ts";

export const help: HelpTexts = {
  title: "Hilfe",
  lead: "Das Wichtigste auf einer Seite.",
  chapters: {
    user: "Für Studierende",
    guest: "Für Gäste",
    admin: "Für Lehrende",
  },
  yours: "für Sie",
  guestsAlso: "Alles andere ist wie bei Studierenden.",
  staffAlso: "Im Chat selbst ist alles wie bei Studierenden.",
  ask: "Weitere Fragen?",
  topics: {
    read: {
      title: "Lesen und schreiben",
      text: "Ihre Gruppen stehen in der Liste; eine Zahl sagt, wie viele Nachrichten ungelesen sind. Eine Gruppe öffnet sich bei der ersten Nachricht, die Sie noch nicht gelesen haben. Am Computer sendet Enter, Umschalt + Enter beginnt eine neue Zeile. Text zwischen `Backticks` erscheint als Code, ebenso mehrere Zeilen zwischen zwei Zeilen mit ```.",
    },
    list: {
      title: "Eine Gruppe wiederfinden",
      text: "Gruppen mit ungelesenen Nachrichten stehen oben, danach Ihre Favoriten; der Stern neben dem Namen macht eine Gruppe zum Favoriten. Die Schaltfläche über der Liste ändert, was zuerst kommt und wie viel von jeder Gruppe zu sehen ist; ein Klick auf die Überschrift eines Abschnitts klappt ihn zu. Auf jeder Seite führt Strg + K zu einer Gruppe oder Person, deren Namen Sie eingeben.",
    },
    change: {
      title: "Berichtigen und löschen",
      text: "15 Minuten lang können Sie bearbeiten oder löschen, was Sie geschrieben haben: Zeigen Sie auf die Nachricht, oder halten Sie sie auf dem Telefon gedrückt. Die anderen sehen, dass sie bearbeitet oder entfernt wurde. Danach hilft Ihre Lehrperson.",
    },
    offline: {
      title: "Ohne Verbindung",
      text: "Schreiben Sie einfach weiter. Ihre Nachrichten warten im Browser und werden gesendet, sobald die Verbindung wieder da ist. Die Seite darf dazwischen geschlossen sein, gesendet wird nur bei offener Seite. Was noch wartet, ist so gekennzeichnet.",
    },
    people: {
      title: "Wer ist wer",
      text: "Ein Klick auf einen Namen zeigt, wer das ist, welche Gruppen Sie gemeinsam haben und ob die Person online ist. Alle Mitglieder stehen in den Details der Gruppe; die Schaltfläche oben rechts öffnet sie. Das Plus über Ihren Chats führt zu einem vertraulichen Chat mit den Lehrenden Ihres Kurses und, wo Ihr Kurs es erlaubt, zu einer eigenen Gruppe.",
    },
    report: {
      title: "Wenn jemand zu weit geht",
      text: "Wählen Sie „Melden“ im Menü einer Nachricht oder auf der Karte einer Person. Die Lehrenden Ihres Kurses sehen sich das an und teilen Ihnen mit, wenn sie entschieden haben; sonst erfährt niemand, dass die Meldung von Ihnen stammt. Ihre Meldungen und Entscheidungen über Ihre Nachrichten finden Sie auf der Seite Ihres Kontos unter „Meldungen und Entscheidungen“. Sind Sie mit einer Entscheidung über Sie nicht einverstanden, können Sie einmal widersprechen; darüber entscheidet jemand anders.",
    },
    oversight: {
      title: "Was Lehrende sehen",
      text: "Lehrende können jede Gruppe lesen und jedes Konto sehen. Lesen sie eine Gruppe, in der sie nicht Mitglied sind, sieht die Gruppe, wer es war, wann und wie lange: in ihren Details unter „Wer von außen mitgelesen hat“. Öffnen sie die Seite einer Person, steht das im Protokoll. Entfernen sie eine Nachricht, sehen das alle; der Text bleibt für Lehrende erhalten.",
    },
    account: {
      title: "Ihr Konto",
      text: "Ihre Initialen führen zu Ihrem Menü mit Sprache, Darstellung und Konto: Name, Passwort und die Geräte, auf denen Sie angemeldet sind. Melden Sie sich an gemeinsam genutzten Computern ab, wenn Sie gehen; das löscht dort auch Entwürfe und nicht gesendete Nachrichten. Falls Sie hier zwei Konten haben, führt Ihre Kontoseite sie zusammen.",
    },
    guest: {
      title: "Ohne Passwort",
      text: "Sie sind als Gast hier: nur in diesem Browser und bis zu 30 Tage. Nach dem Abmelden kommen Sie mit „Als Gast teilnehmen“ zurück, außer Sie haben sich endgültig oder überall abgemeldet oder jemand anderes hat sich hier inzwischen angemeldet. Was Sie geschrieben haben, bleibt. Sie sehen die Gruppen, in die eine Lehrperson Sie aufgenommen hat.",
    },
    addPeople: {
      title: "Personen aufnehmen",
      text: "Unter „Personen“ stehen alle Konten; suchen können Sie nach Name, Adresse oder Benutzername. „Person hinzufügen“ legt ein Konto an und zeigt dafür einen Einmalcode. „Liste importieren“ übernimmt einen ganzen Kurs aus Moodle, ILIAS, Stud.IP, Canvas oder einer Tabelle: Sie sehen alles, was sich ändern wird, bevor es geschieht, und können es 24 Stunden lang rückgängig machen. „Einladungslinks“ erstellt einen Link, einen Code und einen QR-Code, mit denen Personen selbst beitreten: Zeigen Sie ihn in der Vorlesung. Für Gäste führt er in eine Gruppe, nur mit einem Namen und bis er endet. Wenn Ihre Installation es erlaubt, legen Studierende ihre Konten selbst an.",
    },
    makeGroups: {
      title: "Gruppen anlegen",
      text: "Unter „Verwalten“ legen Sie eine Gruppe an oder mehrere auf einmal: Studierende werden nach Ihren Regeln verteilt, etwa wer getrennt sein muss. Sie sehen, wer wohin kommt, und können tauschen, bevor etwas angelegt wird. Alle sehen die Gruppen in der Reihenfolge, die Sie dort unter „Eigene Reihenfolge“ wählen. Was zusammengehört, etwa Projektteams, ordnen Sie einer Gruppierung zu; die Liste zeigt dann auf Wunsch nur diese.",
    },
    home: {
      title: "Welche Gruppen Sie brauchen",
      text: "„Gruppen verwalten“ zeigt, was in jeder Gruppe geschieht: wie viel in den letzten 14 Tagen geschrieben wurde, wie viele geschrieben haben und wann zuletzt. Gruppen, die jemanden brauchen, stehen oben und sagen, warum. Die Seite ändert sich, während Sie sie ansehen. Sie zeigt Zahlen und keine Nachricht; deshalb wird nicht protokolliert, dass Sie sie ansehen.",
    },
    rows: {
      title: "Menüs und Rückgängig",
      text: "In Listen öffnen die drei Punkte am Ende einer Zeile deren Menü mit allem, was Sie dort tun können. Bevor etwas Folgen für andere hat, werden Sie gefragt und erfahren, was geschehen wird. Danach steht in einem Hinweis, was geschehen ist; wo es möglich ist, nehmen Sie es dort mit „Rückgängig“ zurück. Für mehrere Gruppen auf einmal kreuzen Sie sie an, einen Bereich mit der Umschalttaste: Sie sehen vorher, was geschehen wird, und können es 24 Stunden lang rückgängig machen. F2 benennt eine Gruppe in ihrer Zeile um.",
    },
    roles: {
      title: "Leitung und Moderation",
      text: "Jedes Mitglied einer Gruppe hat die Leitung, moderiert oder ist einfaches Mitglied; das wählen Sie beim Bearbeiten der Gruppe. Leitung und Moderation können dort Nachrichten entfernen. Gruppen und ihre Mitglieder ändern nur Lehrende. Eine Gruppe kann auch für alle im Kurs oder für dessen Lehrende sein: Dann kommt man mit dem Kurs in sie und verlässt sie mit ihm. Lehrende eines Kurses verwalten dessen Gruppen, Tutorinnen und Tutoren betreuen sie: Beide sehen alle, entfernen Nachrichten und bestimmen, wer in einer Gruppe ist; zur Auswahl stehen die Personen des Kurses, andere nehmen sie mit deren genauer Adresse auf. In der Liste der Personen des Kurses legt das Menü einer Zeile fest, an welchem Tag ein Zugang als Lehrperson oder Tutor/in endet. Eine Einstellung des Kurses lässt Studierende eigene Gruppen eröffnen, die Lehrende sehen.",
    },
    modes: {
      title: "Wer schreiben kann",
      text: "Auf der Seite einer Gruppe legen Sie unter „Wer schreiben kann“ fest, dass nur Lehrende schreiben, dass jede Person zwischen zwei Nachrichten warten muss oder dass niemand schreibt, auch Lehrende nicht. Mit Freigabe erscheinen Nachrichten von allen, von Gästen oder von ausgewählten Personen erst, wenn Lehrende sie unter „Moderation“ freigegeben haben. Wenn Sie ein Ende wählen, öffnet sich die Gruppe von selbst wieder; die Mitglieder sehen das Ende und Ihren Grund dort, wo sie schreiben. Um vor einem Test alle Gruppen zu sperren, wählen Sie sie unter „Gruppen verwalten“ aus und dann „Sperren oder verlangsamen“. Leitung und Moderation einer Gruppe können das Schreiben verlangsamen.",
    },
    archive: {
      title: "Eine Gruppe, die zu Ende ist",
      text: "Nach „Archivieren“ im Menü einer Zeile kann eine Gruppe nur noch gelesen werden und ist in allen Listen eingeklappt. Unter „Archivierte Gruppen“ holen Sie sie zurück.",
    },
    deleted: {
      title: "Eine gelöschte Gruppe",
      text: "Eine Gruppe, die Sie löschen, verschwindet für alle. 30 Tage lang können Sie sie mit Mitgliedern und Nachrichten zurückholen: mit „Rückgängig“ gleich nach dem Löschen oder mit „Wiederherstellen“ in der Liste der gelöschten Gruppen, zu der ein Link unter „Gruppen verwalten“ führt. Dort können Sie sie auch vor Ablauf der 30 Tage endgültig löschen; das lässt sich nicht rückgängig machen.",
    },
    moderate: {
      title: "Eine Nachricht entfernen",
      text: "Zeigen Sie auf die Nachricht und wählen Sie „Entfernen“. Sie können einen Grund nennen, den alle in der Gruppe sehen, und den Text zurückgeben: Nur wer ihn geschrieben hat, sieht ihn und kann ihn verbessern. Was nicht die Verfasserin oder der Verfasser selbst gelöscht hat, können Lehrende weiter lesen, ebenso den Text vor einer Bearbeitung; das wird protokolliert. Mit „Zu dieser Nachricht“ stellen Sie eine Nachricht wieder her oder blenden einen Teil von ihr aus.",
    },
    cases: {
      title: "Über Meldungen entscheiden",
      text: "„Moderation“ zeigt, was gemeldet wurde, das Neueste zuerst. Öffnen Sie einen Fall, um die Nachricht im Zusammenhang, die Meldungen und frühere Fälle zu sehen; solange Sie ihn ansehen, entscheidet niemand sonst. Die Person liest Ihre Worte oder, wenn Sie nichts schreiben, den üblichen Text, und kann einmal widersprechen. Darüber entscheidet jemand anders.",
    },
    mute: {
      title: "Jemanden stummschalten",
      text: "Lehrende sowie Leitung und Moderation einer Gruppe finden „Stummschalten“ auf der Seite der Gruppe im Menü eines Mitglieds. Die Person kann weiter mitlesen, sieht Ihren Grund und das Ende und kann danach automatisch wieder schreiben. Lehrpersonen können auch länger als einen Tag und im ganzen Kurs stummschalten.",
    },
    lookIn: {
      title: "Eine Gruppe ansehen",
      text: "Sie sehen alle Gruppen, als Lehrperson oder Tutor/in eines Kurses alle des Kurses, auch jene, in denen Sie nicht Mitglied sind; diese zeigen in der Liste keine Nachricht. Wenn Sie eine davon lesen, sieht die Gruppe das unter „Wer von außen mitgelesen hat“, mit Ihrem Namen, wann und wie lange.",
    },
    log: {
      title: "Das Protokoll",
      text: "Im Protokoll steht, was Lehrende in Gruppen und Konten anderer getan und welche sie geöffnet haben. Jeder Eintrag ist ein Satz, mit Links zu allem, worum es geht; Filter finden Einträge nach Name, Art und Zeit, und eine Datei nimmt sie mit in eine Tabellenkalkulation. Alles liest die Administration, die eigenen Einträge lesen alle Lehrenden, und Lehrpersonen, was ihre Kurse betrifft, wenn die Administration das unter dem Protokoll zulässt. Dort legt sie auch fest, wie lange es aufbewahrt wird. Keine Seite kann es ändern.",
    },
    accounts: {
      title: "Codes und Konten",
      text: "Unter „Personen“ erzeugt das Menü einer Zeile einen Einmalcode, sperrt das Konto oder löscht es. Mit dem Code wählt die Person ein Passwort; dann werden alle ihre Geräte abgemeldet, und sie erfährt, wer ihn ausgegeben hat. Wenn Ihre Installation E-Mails verschickt, kann sie stattdessen einen Link senden. Dasselbe Menü führt zwei Konten einer Person zusammen. Die Nachrichten eines gelöschten Kontos bleiben, ohne Namen.",
    },
  },
  pictures: {
    chat: "Der Chat einer Gruppe: links die Liste der Gruppen mit der Zahl ungelesener Nachrichten, rechts die Nachrichten von Team 3, eine davon mit Code, darunter das Eingabefeld.",
    card: "Die Karte einer Person neben ihrem Namen: Rolle und gemeinsame Gruppen.",
    offline:
      "Ein Chat ohne Verbindung: Ein Hinweis sagt das, und an der neuesten Nachricht steht, dass sie noch gesendet wird.",
    deal: "Die Vorschau mehrerer neuer Gruppen: wer wohin kommt, bevor etwas angelegt wird.",
    log: "Das Protokoll: wer was in welcher Gruppe getan hat, und wann.",
  },
  shortcuts: {
    title: "Tastenkürzel",
    or: "oder",
    mac: "Am Mac wirkt Cmd wie Strg.",
    single: "Kürzel mit einer einzigen Taste wirken, solange der Fokus in keinem Feld ist.",
    singleOff: "Sie haben Kürzel mit einer einzigen Taste ausgeschaltet.",
    toAccount: "Im Konto ein- oder ausschalten",
    places: {
      everywhere: "Überall",
      messages: "Auf einer Nachricht im Chat",
      writing: "Beim Schreiben",
    },
    acts: {
      showShortcuts: "Diese Liste anzeigen",
      find: "Zu einer Gruppe oder Person",
      findGroup: "In der Liste der Seite suchen",
      close: "Schließen, was offen ist",
      move: "Vorige oder nächste Nachricht",
      page: "Einen Bildschirm nach oben oder unten",
      ends: "Erste oder neueste Nachricht",
      menu: "Aktionen zur Nachricht",
      copy: "Text kopieren",
      edit: "Bearbeiten",
      report: "Den Lehrenden melden",
      remove: "Löschen oder entfernen",
      original: "Entferntes anzeigen",
      details: "Fassungen, und Entferntes wiederherstellen",
      send: "Senden",
      newLine: "Neue Zeile",
    },
    keys: {
      Ctrl: "Strg",
      Shift: "Umschalt",
      Enter: "Enter",
      Escape: "Esc",
      Delete: "Entf",
      Home: "Pos1",
      End: "Ende",
      PageUp: "Bild ↑",
      PageDown: "Bild ↓",
      ArrowUp: "↑",
      ArrowDown: "↓",
    },
  },
  steps: {
    title: "Willkommen, {name}",
    lead: "In drei Schritten ist Ihr Kurs startklar.",
    done: "erledigt",
    people: {
      title: "Personen aufnehmen",
      text: "Fügen Sie eine Person hinzu und geben Sie den angezeigten Code weiter. Wenn Sie es zulassen, legen Studierende ihre Konten auch selbst an.",
      act: "Person hinzufügen",
    },
    groups: {
      title: "Gruppen anlegen",
      text: "Einzeln, oder mehrere auf einmal mit gleichmäßig verteilten Studierenden.",
      act: "Mehrere anlegen",
      other: "Neue Gruppe",
    },
    hello: {
      title: "Hallo sagen",
      text: "Öffnen Sie eine Gruppe und schreiben Sie die erste Nachricht. Alle in der Gruppe sehen sie bei ihrem nächsten Besuch.",
      act: "Gruppe öffnen",
      early: "Dafür ist zuerst eine Gruppe nötig",
    },
    skip: "Schritte überspringen",
    later: "Auch die Hilfe erklärt sie.",
  },
  account: {
    title: "Tastatur",
    on: "Kürzel mit einer einzigen Taste sind eingeschaltet: ? zeigt alle Tastenkürzel, / sucht in der Liste der Seite, solange der Fokus in keinem Feld ist.",
    off: "Kürzel mit einer einzigen Taste sind ausgeschaltet. Strg + / zeigt weiterhin alle Tastenkürzel.",
    turnOff: "Einzelne Tasten ausschalten",
    turnOn: "Einzelne Tasten einschalten",
    turnedOff: "Kürzel mit einer einzigen Taste sind ausgeschaltet.",
    turnedOn: "Kürzel mit einer einzigen Taste sind eingeschaltet.",
  },
};
