/** German translations of what the API says of reports and cases, by the English text. */
export const moderationWords: Partial<Record<string, string>> = {
  Moderation: "Moderation",
  "What a report is about": "Worum es in einer Meldung geht",
  "To the person concerned; without it they read the usual words":
    "An die betroffene Person; ohne diese Angabe liest sie den üblichen Text",
  "As you have seen it: a case that has changed since is not decided":
    "Wie Sie den Fall gesehen haben: Über einen, der sich seitdem geändert hat, wird nicht entschieden",
  "Decided until the person appeals; closed after the decision about that":
    "decided, bis die Person widerspricht; closed nach der Entscheidung darüber",
  "Counts the cases of the course": "Zählt die Fälle des Kurses",
  "null for a case about a person": "null bei einem Fall über eine Person",
  "The author of the message, or the person":
    "Wer die Nachricht geschrieben hat, oder die gemeldete Person",
  "How many members have reported it": "Wie viele Mitglieder das gemeldet haben",
  "Who looks at it": "Wer sich den Fall ansieht",
  "Of the appeal": "Des Widerspruchs",
  "What the message said when it was first reported":
    "Wortlaut der Nachricht bei der ersten Meldung",
  "What the message said then": "Wortlaut der Nachricht zu diesem Zeitpunkt",
  "The messages around it, as they are now; reading them is recorded":
    "Die Nachrichten davor und danach, wie sie jetzt sind; dass Sie sie lesen, wird aufgezeichnet",
  "Other cases about the person": "Andere Fälle über die Person",
  "From somebody else who looks at it": "Von einer anderen Person, die sich den Fall ansieht",
  "null for the usual words": "null beim üblichen Text",
  "Empty if the account was deleted": "Leer, wenn das Konto gelöscht wurde",
  "What staff have decided about you; who reported is not said":
    "Was über Sie entschieden wurde; wer gemeldet hat, steht nicht dabei",
  "Report a message to the staff of its course; its author never learns who did":
    "Eine Nachricht den Lehrenden ihres Kurses melden; wer sie geschrieben hat, erfährt nie, von wem die Meldung stammt",
  "Report a person of a group to the staff of its course":
    "Eine Person einer Gruppe den Lehrenden des Kurses melden",
  "List the cases that you may decide, newest first":
    "Die Fälle auflisten, über die Sie entscheiden dürfen, der neueste zuerst",
  "Get a case with its reports and the messages around it":
    "Einen Fall mit seinen Meldungen und den Nachrichten davor und danach abrufen",
  "Keep a case for three minutes, so that nobody decides it beside you":
    "Einen Fall für drei Minuten übernehmen, damit niemand neben Ihnen entscheidet",
  "Leave a case to somebody else": "Einen Fall jemand anderem überlassen",
  "Decide about a case; those concerned are told":
    "Über einen Fall entscheiden; alle Betroffenen werden informiert",
  "Decide about the appeal against somebody else's decision":
    "Über den Widerspruch gegen die Entscheidung einer anderen Person entscheiden",
  "List your own reports, and the decisions about you":
    "Die eigenen Meldungen und die Entscheidungen über Sie auflisten",
  "Appeal against a decision about you, once; somebody else decides about it":
    "Einer Entscheidung über Sie widersprechen, einmal; darüber entscheidet jemand anders",
  "When it ends; by tutors, owners and moderators at most in a day":
    "Wann es endet; durch Tutorinnen und Tutoren, Leitung und Moderation höchstens in einem Tag",
  "The person sees it": "Die Person sieht ihn",
  "In all groups of the course": "In allen Gruppen des Kurses",
  "List who may not write in a group for a while, for those who may mute there":
    "Auflisten, wer in einer Gruppe vorerst nicht schreiben darf, für alle, die dort stummschalten dürfen",
  "Keep a person from writing until an end; they can go on reading":
    "Eine Person bis zu einem Ende stummschalten; sie kann weiter mitlesen",
  "Let a person write again": "Eine Person wieder schreiben lassen",
  "Until when to keep the person from writing in the group as well":
    "Bis wann die Person in der Gruppe außerdem stummgeschaltet wird",
  "Until when the person may not write": "Bis wann die Person nicht schreiben darf",
  "The group sees it where the message is removed or a part of it hidden":
    "Die Gruppe sieht ihn, wo die Nachricht entfernt oder ein Teil ausgeblendet wird",
  "The part that `redact` hides": "Der Teil, den `redact` ausblendet",
  "`#41` for case 41 of the course, `#rule` for trying out a word rule":
    "`#41` bei Fall 41 des Kurses, `#rule` beim Erproben einer Wortregel",
  "Mark what you have listed as seen": "Das Aufgelistete als gesehen markieren",
};
