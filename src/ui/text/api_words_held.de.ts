/** The German words of the API about messages that wait for approval. */
export const heldWords: Record<string, string> = {
  "Post a message; the response is sent once it is stored. Where your messages wait for approval, it has `held` instead":
    "Eine Nachricht senden; die Antwort kommt, sobald sie gespeichert ist. Wo Ihre Nachrichten auf Freigabe warten, enthält sie stattdessen `held`",
  "If it waited for approval: when it was written; it was sent when it was approved":
    "Wenn sie auf Freigabe gewartet hat: wann sie geschrieben wurde; gesendet wurde sie mit der Freigabe",
  "List your own messages in a group that wait for approval or were returned":
    "Eigene Nachrichten in einer Gruppe auflisten, die auf Freigabe warten oder zurückgegeben wurden",
  "Change your own message while it waits for approval":
    "Eine eigene Nachricht ändern, solange sie auf Freigabe wartet",
  "Withdraw your own message while it waits for approval, or put a returned one away":
    "Eine eigene Nachricht zurückziehen, solange sie auf Freigabe wartet, oder eine zurückgegebene weglegen",
  "List the messages that wait for your approval as staff, oldest first; reading them is a look into their groups":
    "Als Lehrende die Nachrichten auflisten, die auf Ihre Freigabe warten, älteste zuerst; wer sie liest, liest in ihren Gruppen mit",
  "Approve messages as staff: each takes its place in its group now":
    "Als Lehrende Nachrichten freigeben: Jede bekommt jetzt ihren Platz in ihrer Gruppe",
  "Return messages to their authors as staff, with a sentence for them":
    "Als Lehrende Nachrichten mit einem Satz an die zurückgeben, die sie geschrieben haben",
  "It keeps it when it is approved": "Sie behält sie mit der Freigabe",
  "Empty once it was approved or withdrawn":
    "Leer, sobald sie freigegeben oder zurückgezogen wurde",
  "How often its author has changed it": "Wie oft sie geändert wurde, seit sie geschrieben wurde",
  "Why it was returned": "Warum sie zurückgegeben wurde",
  "The `next` of the part before": "Das `next` des vorigen Teils",
  "Its text is empty: the course asks why you look into the group":
    "Ihr Text ist leer: Der Kurs fragt, warum Sie in der Gruppe mitlesen",
  "Of all parts": "Aller Teile",
  "For the next part; null at the end": "Für den nächsten Teil; null am Ende",
  "As you read it; what its author has changed since is left out":
    "So, wie Sie sie gelesen haben; was seitdem geändert wurde, bleibt ausgenommen",
  "A sentence that the authors read": "Ein Satz, den die Verfasserinnen und Verfasser lesen",
  "The ids of those that were decided on now":
    "Die Kennungen derer, über die jetzt entschieden wurde",
  "Those that were not, and why": "Die übrigen, und warum",
  "For add_staff: staff of the course; for remove_person: one person; for mode: those whose messages wait":
    "Für add_staff: Lehrende des Kurses; für remove_person: eine Person; für mode: die Personen, deren Nachrichten warten",
};
