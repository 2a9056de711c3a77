import type { MailTexts } from "./mail.en.ts";

export const mail: MailTexts = {
  hello: "Guten Tag, {name},",
  linkSubject: "Ihr Zugang zu {chat}",
  linkLead:
    "{actor} hat Ihnen diesen Link gesendet. Damit wählen Sie ein Passwort und melden sich an:",
  resetSubject: "Ein neues Passwort für {chat}",
  resetLead:
    "Jemand, vermutlich Sie selbst, hat für Ihr Konto ein neues Passwort angefordert. Mit diesem Link wählen Sie eines und melden sich an:",
  codeEnter:
    "Wenn der Link nicht funktioniert, öffnen Sie {page} und geben Sie diesen Code ein: {code}",
  codeUntil: "Er gilt einmal, bis {time} UTC. Sie melden sich an als {handle}.",
  linkUnexpected: "Wenn Sie nicht wissen, worum es geht, ignorieren Sie diese E-Mail.",
  resetUnexpected:
    "Wenn Sie das nicht waren, ignorieren Sie diese E-Mail: Ihr Passwort bleibt, wie es ist. Sie ging nur an die Adresse Ihres Kontos.",
  codeSubject: "Ein Code für Ihr Konto in {chat}",
  codeLead:
    "{actor} hat einen Einmalcode für Ihr Konto erzeugt. Wer ihn eingibt, kann ein neues Passwort wählen; dabei werden alle Ihre Geräte abgemeldet. Ihr Konto zeigt, wann und aus welchem Netz der Code verwendet wurde.",
  codeUnexpected: "Wenn Sie nicht darum gebeten haben, wenden Sie sich an",
  codeAsk: "Wenn Sie nicht darum gebeten haben, informieren Sie die Betreiber dieses Chats.",
  headSubject: "Prüfpunkt des Protokolls von {chat}",
  headLead:
    "Das Protokoll der Lehrenden von {chat} wurde bis Eintrag {entry} signiert, {time} UTC. Der Code lautet:",
  headKeep:
    "Bitte heben Sie diese E-Mail auf. Mit dem Code lässt sich ein Export des Protokolls später durch „cli verify-log“ prüfen: ob seither ein Eintrag geändert, entfernt oder vertauscht wurde.",
  someone: "Eine Lehrperson",
  noAnswer: "Antworten auf diese E-Mail werden nicht gelesen.",

  title: "E-Mails",
  lead: "E-Mails, die auf den Versand warten, und solche, die nicht gesendet werden konnten. Gesendete werden nicht aufbewahrt.",
  waiting: { one: "{count} wartet.", other: "{count} warten." },
  failed: {
    one: "{count} konnte nicht gesendet werden.",
    other: "{count} konnten nicht gesendet werden.",
  },
  nothingWaits: "Alle E-Mails sind gesendet.",
  show: "E-Mails anzeigen",
  more: "Die Liste zeigt die ersten {max}.",
  emptyTitle: "Keine E-Mail wartet",
  emptyText:
    "E-Mails stehen hier, bis sie gesendet sind, und bleiben, wenn sie nicht gesendet werden können.",
  to: "An",
  what: "E-Mail",
  kinds: {
    link: "Anmeldelink",
    reset: "Link für ein neues Passwort",
    code: "Hinweis auf einen Einmalcode",
  },
  state: "Stand",
  waits: "Wartet",
  failedState: "Nicht gesendet",
  nextTry: "nächster Versuch",
  tries: { one: "{count} Versuch", other: "{count} Versuche" },
  serverSaid: "Der Mailserver meldet:",
  since: "Seit",
  acts: "Aktionen",
  actsOf: "Aktionen für die E-Mail an {name}",
  retry: "Erneut senden",
  delete: "Löschen",
  retried: "Die E-Mail wird erneut gesendet.",
  deleted: "Die E-Mail wurde gelöscht.",

  forgotTitle: "Passwort vergessen?",
  forgotLead:
    "Geben Sie Ihre Adresse ein. Sie erhalten einen Link, mit dem Sie ein neues Passwort wählen.",
  forgotSubmit: "Link senden",
  forgotSentTitle: "Prüfen Sie Ihr Postfach",
  forgotSent:
    "Falls zu Ihrer Eingabe ein Konto mit einer Adresse gehört, ist ein Link dorthin unterwegs. Er gilt eine Stunde.",
  forgotNothing:
    "Nach einigen Minuten ist nichts da? Sehen Sie im Spam-Ordner nach. Gastkonten haben kein Passwort, und manche Konten haben keine Adresse: Bitten Sie dann Ihre Lehrperson um einen Einmalcode.",
  forgotWay: "Link per E-Mail anfordern.",

  sendAll: "Links per E-Mail senden",
  sendLink: "Link per E-Mail senden",
  linksHint:
    "Statt eines Blatts können alle, die eine Adresse haben, einen Link per E-Mail erhalten. Wer keine Adresse hat, braucht weiterhin einen Code.",
  linkHint:
    "Statt eines Codes zum Weitergeben kann ein Link an {address} gehen; sonst sieht ihn niemand.",
  linksMailed: {
    one: "{count} Link ist unterwegs.",
    other: "{count} Links sind unterwegs.",
  },
  withoutAddress: {
    one: "{count} Person hat keine Adresse und braucht weiterhin einen Code.",
    other: "{count} Personen haben keine Adresse und brauchen weiterhin einen Code.",
  },
};
