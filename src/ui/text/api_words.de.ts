import { oversightWords } from "./api_words_oversight.de.ts";
import { heldWords } from "./api_words_held.de.ts";
import { modeWords } from "./api_words_modes.de.ts";

/**
 * German translations of the API's own English summaries and descriptions. A test demands every
 * one.
 */
export const apiWords: Partial<Record<string, string>> = {
  ...heldWords,
  ...modeWords,
  Tokens: "Token",
  Groups: "Gruppen",
  Messages: "Nachrichten",
  Members: "Mitglieder",
  People: "Personen",
  Server: "Server",
  "Exchange email and password for a pair of tokens; also sets the session cookie":
    "E-Mail-Adresse und Passwort gegen ein Tokenpaar eintauschen; setzt auch das Sitzungs-Cookie",
  "Get a new access token; send the refresh token as Bearer":
    "Ein neues Zugriffstoken holen; das Erneuerungstoken als Bearer senden",
  "Check a token and find out whose it is": "Ein Token prüfen und erfahren, wem es gehört",
  "For Authorization: Bearer; valid for an hour": "Für Authorization: Bearer; eine Stunde gültig",
  "The account's id, as in the original system": "Die ID des Kontos, wie im ursprünglichen System",
  "Only for /auth/refresh; valid for 30 days": "Nur für /auth/refresh; 30 Tage gültig",
  "List the groups a user belongs to: your own or, for staff, anyone's":
    "Die Gruppen einer Person auflisten: die eigenen, für Lehrende auch die anderer",
  "Get a group; its key is `messages`, as in the original system":
    "Eine Gruppe abrufen; ihr Schlüssel heißt `messages`, wie im ursprünglichen System",
  "List every group you may see, in order, with unread counts":
    "Alle Gruppen auflisten, die Sie sehen dürfen, in ihrer Reihenfolge und mit der Zahl der ungelesenen Nachrichten",
  "Create a group; you become its owner": "Eine Gruppe anlegen; Sie übernehmen ihre Leitung",
  "Put the courses in use in this order; courses not listed follow in their present order":
    "Laufende Kurse in diese Reihenfolge bringen; nicht genannte folgen in ihrer bisherigen Reihenfolge",
  "Groups of students' own": "Eigene Gruppen der Studierenden",
  "Open a group as a student, in a course that allows it; you become its owner":
    "Als Student/in eine Gruppe eröffnen, in einem Kurs, der das erlaubt; Sie leiten sie",
  "Add people of the course to a group that you opened":
    "Personen des Kurses zu einer Gruppe hinzufügen, die Sie eröffnet haben",
  "Whether students may open groups of their own, which staff see":
    "Ob Studierende eigene Gruppen eröffnen dürfen, die Lehrende sehen",
  "People of the course who are in a group of it with you":
    "Personen des Kurses, mit denen Sie dort in einer Gruppe sind",
  "The exact addresses of others in the course":
    "Die genauen Adressen weiterer Personen des Kurses",
  "Leave a group that a student opened": "Eine Gruppe verlassen, die Studierende eröffnet haben",
  "Put groups in this order; groups not listed follow in their present order":
    "Gruppen in diese Reihenfolge bringen; nicht genannte folgen in ihrer bisherigen Reihenfolge",
  "Change the name, description or set of a group, or whom it is for, or archive it":
    "Name, Beschreibung oder Gruppierung einer Gruppe ändern oder für wen sie ist, oder sie archivieren",
  "Delete a group with its messages; it can be restored for 30 days":
    "Eine Gruppe mit ihren Nachrichten löschen; 30 Tage lang lässt sie sich wiederherstellen",
  "List deleted groups that you may restore, deleted last first":
    "Gelöschte Gruppen auflisten, die Sie wiederherstellen dürfen, zuletzt gelöschte zuerst",
  "Restore a deleted group with its members and messages":
    "Eine gelöschte Gruppe mit ihren Mitgliedern und Nachrichten wiederherstellen",
  "Erase a deleted group before its 30 days are over; its name confirms that it is the right one":
    "Eine gelöschte Gruppe vor Ablauf der 30 Tage endgültig löschen; ihr Name bestätigt, dass es die richtige ist",
  "Mark everything up to this seq as read":
    "Alles bis zu dieser Nummer (seq) als gelesen markieren",
  "List messages, oldest first; a page ends at 512 KiB, and the Link header points to older messages":
    "Nachrichten auflisten, die älteste zuerst; eine Seite endet bei 512 KiB, und der Header Link verweist auf ältere",
  ...oversightWords,
  "Edit your own message within 15 minutes":
    "Eine eigene Nachricht innerhalb von 15 Minuten bearbeiten",
  "Remove a message: your own within 15 minutes, or any as staff, owner or moderator. A note remains in its place":
    "Eine Nachricht entfernen: eigene innerhalb von 15 Minuten, als Lehrperson, Leitung oder Moderation jede. An ihrer Stelle bleibt ein Vermerk",
  "List the members of a group": "Die Mitglieder einer Gruppe auflisten",
  "Add people to a group; existing members stay unchanged":
    "Personen in eine Gruppe aufnehmen; wer schon Mitglied ist, bleibt unverändert",
  "Replace the members of a group with exactly these people":
    "Die Mitglieder einer Gruppe durch genau diese Personen ersetzen",
  "Change a member's role in the group": "Die Rolle eines Mitglieds in der Gruppe ändern",
  "Remove a member from a group": "Ein Mitglied aus einer Gruppe entfernen",
  "Give a one-time code to everyone to whom the import gave an account and who has no password yet; their former codes no longer work":
    "Allen, die durch den Import ein Konto haben und noch kein Passwort, einen Einmalcode geben; ihre früheren Codes gelten nicht mehr",
  Invites: "Einladungen",
  "List the invites of a course, newest first":
    "Die Einladungen eines Kurses auflisten, die neueste zuerst",
  "Make a link and a code that let people into a course":
    "Einen Link und einen Code erstellen, mit denen Personen einem Kurs beitreten",
  "Get an invite, with the people who used it most recently":
    "Eine Einladung abrufen, mit den Personen, die sie zuletzt benutzt haben",
  "Turn an invite off; people who have joined with it stay":
    "Eine Einladung ausschalten; wer damit beigetreten ist, bleibt",
  "List the people who have used an invite and wait for approval":
    "Die Personen auflisten, die eine Einladung benutzt haben und auf Freigabe warten",
  "Accept or decline people who wait for approval":
    "Personen annehmen oder ablehnen, die auf Freigabe warten",
  "Join a course with the code or the link of an invite":
    "Mit dem Code oder dem Link einer Einladung einem Kurs beitreten",
  "What staff call it; may be empty": "Wie die Lehrenden sie nennen; kann leer sein",
  "The group that people come into; null for the course alone":
    "Die Gruppe, in die Personen kommen; null, wenn es nur der Kurs ist",
  "The address to open; what follows the # is secret":
    "Die Adresse zum Öffnen; was nach dem # folgt, ist geheim",
  "For typing at /join": "Zum Eintippen unter /join",
  "Only an open one lets people in; void: the server has a new key":
    "Nur mit einer offenen (open) kann man beitreten; void: Der Server hat einen neuen Schlüssel",
  "How many people wait for approval": "Wie viele Personen auf Freigabe warten",
  "A group of the course; guests need one": "Eine Gruppe des Kurses; für Gäste nötig",
  "Within the next 200 days, for guests 30: they leave then":
    "Innerhalb der nächsten 200 Tage, für Gäste 30: Sie gehen dann",
  "How many people can use it": "Wie viele Personen sie benutzen können",
  "People who are not in the course wait for approval; tutors always do":
    "Wer nicht im Kurs ist, wartet auf Freigabe; Tutorinnen und Tutoren immer",
  "The name of a member of staff that this one looks like":
    "Der Name einer Lehrperson, dem dieser gleicht",
  "The code of an invite, or what follows the # of its link":
    "Der Code einer Einladung, oder was nach dem # ihres Links folgt",
  "The group that it leads to": "Die Gruppe, zu der sie führt",
  "Without those about whom someone else had decided before":
    "Ohne die Personen, über die schon jemand anders entschieden hatte",
  Imports: "Importe",
  "Group acts": "Änderungen an mehreren Gruppen",
  Emails: "E-Mails",
  "Send a sign-in link to everyone with an address to whom the import gave an account and who has no password yet; their former codes no longer work then":
    "Allen mit einer Adresse, die durch den Import ein Konto haben und noch kein Passwort, einen Anmeldelink senden; ihre früheren Codes gelten dann nicht mehr",
  "Send a sign-in link to everyone who has an address, has not signed in yet and has no password, at most 1,000 people; their former codes no longer work then":
    "Allen mit einer Adresse, die sich noch nie angemeldet haben und kein Passwort haben, einen Anmeldelink senden, höchstens 1.000 Personen; ihre früheren Codes gelten dann nicht mehr",
  "Send a person a sign-in link with a one-time code to their address; the former code no longer works then":
    "Einer Person einen Anmeldelink mit einem Einmalcode an ihre Adresse senden; der frühere Code gilt dann nicht mehr",
  "The name of a member of staff that the new name looks like, if there is one":
    "Der Name einer Lehrperson, dem der neue Name gleicht, falls es einen gibt",
  "The name of a member of staff that the name of a new account looks like":
    "Der Name einer Lehrperson, dem der Name eines neuen Kontos gleicht",
  "Set the last day of a teacher's or tutor's access, after which they leave the course and its groups, or remove it":
    "Den letzten Tag des Zugangs einer Lehrperson, Tutorin oder eines Tutors festlegen, nach dem sie den Kurs und seine Gruppen verlassen, oder ihn entfernen",
  "The last day of their access as staff, by UTC; null if it does not end":
    "Der letzte Tag ihres Zugangs als Lehrende, nach UTC; null, wenn er nicht endet",
  "The last day of their access as staff, by UTC; null for no end":
    "Der letzte Tag ihres Zugangs als Lehrende, nach UTC; null für kein Ende",
  "Let an account become part of another one of the same person, with its messages, groups and roles; it cannot be undone":
    "Ein Konto Teil eines anderen derselben Person werden lassen, mit seinen Nachrichten, Gruppen und Rollen; das lässt sich nicht rückgängig machen",
  "Let your other account become part of this one, proved by its password; a guest becomes part of the other one instead":
    "Ihr anderes Konto Teil dieses Kontos werden lassen, belegt durch sein Passwort; ein Gastkonto wird stattdessen Teil des anderen",
  "The account that goes": "Das Konto, das wegfällt",
  "The account that stays": "Das Konto, das bleibt",
  "The id of the account that stays": "Die ID des Kontos, das bleibt",
  "The address or username of the other account":
    "Die Adresse oder der Benutzername des anderen Kontos",
  "A large merge goes on after the answer; the account that goes is locked already":
    "Eine große Zusammenführung läuft nach der Antwort weiter; das wegfallende Konto ist schon gesperrt",
  "People who still need a code": "Personen, die weiterhin einen Code brauchen",
  "List emails that wait and those that could not be sent; what was sent is not kept":
    "E-Mails auflisten, die warten oder nicht gesendet werden konnten; gesendete werden nicht aufbewahrt",
  "Send an email again at once": "Eine E-Mail sofort erneut senden",
  "Delete an email, which is then not sent": "Eine E-Mail löschen, die dann nicht gesendet wird",
  "A sign-in link from staff, a link that the receiver asked for, or a message that staff have created a one-time code":
    "Ein Anmeldelink von Lehrenden, ein Link, den die Person angefordert hat, oder ein Hinweis, dass Lehrende einen Einmalcode erzeugt haben",
  "A name; null if the account is gone": "Ein Name; null, wenn es das Konto nicht mehr gibt",
  "Until then it can be restored": "Bis dahin lässt sie sich wiederherstellen",
  "Null if it could not be sent": "Null, wenn sie nicht gesendet werden konnte",
  "What the mail server said last": "Was der Mailserver zuletzt gemeldet hat",
  "The first 200; those that could not be sent come first":
    "Die ersten 200; zuerst die, die nicht gesendet werden konnten",
  "List the newest imports of people into a course":
    "Die neuesten Importe von Personen in einen Kurs auflisten",
  "Keep a list of people and see what it would change; nothing else changes":
    "Eine Liste von Personen aufbewahren und sehen, was sie ändern würde; sonst ändert sich nichts",
  "Get an import: what it would change, or has changed":
    "Einen Import abrufen: was er ändern würde oder geändert hat",
  "Correct what the columns of a list are, and decide what the preview asks":
    "Berichtigen, was die Spalten einer Liste sind, und entscheiden, was die Vorschau fragt",
  "Forget an import that was not applied": "Einen Import verwerfen, der nicht ausgeführt wurde",
  "Begin to apply an import; get it again to see how far it is":
    "Einen Import beginnen; ein erneuter Abruf zeigt, wie weit er ist",
  "Begin to take an import back, within 24 hours; what has changed since stays":
    "Beginnen, einen Import rückgängig zu machen, innerhalb von 24 Stunden; was sich seither geändert hat, bleibt",
  "The name of the file; empty for a pasted list":
    "Der Name der Datei; leer bei einer eingefügten Liste",
  "When it was applied or taken back as a whole":
    "Wann er vollständig ausgeführt oder rückgängig gemacht war",
  "new: gets an account; account: joins the course with the account they have; change: another group or role; same: already in; leave: leaves the course":
    "new: bekommt ein Konto; account: kommt mit dem vorhandenen Konto in den Kurs; change: andere Gruppe oder Rolle; same: schon dabei; leave: verlässt den Kurs",
  "null for someone who is not on the list": "null, wenn jemand nicht in der Liste steht",
  "null for people not yet in the course": "null, wenn jemand noch nicht im Kurs ist",
  "Names of groups": "Namen von Gruppen",
  "kept: has changed since the import, and was not taken back":
    "kept: hat sich seit dem Import geändert und wurde nicht rückgängig gemacht",
  "null if it cannot be taken back": "null, wenn er sich nicht rückgängig machen lässt",
  "Rows that probably are someone in the course with another address":
    "Zeilen, die wahrscheinlich jemand im Kurs mit einer anderen Adresse sind",
  "In the course, but not on the list": "Im Kurs, aber nicht in der Liste",
  "Groups that will be created": "Gruppen, die angelegt werden",
  "Groups that do not exist": "Gruppen, die es nicht gibt",
  "CSV or TSV, with or without headings, or one address per line":
    "CSV oder TSV, mit oder ohne Überschriften, oder eine Adresse pro Zeile",
  "What a column is, by its number from 0": "Was eine Spalte ist, nach ihrer Nummer ab 0",
  "Whether a column is kept with the course, by its number from 0":
    "Ob eine Spalte beim Kurs aufbewahrt wird, nach ihrer Nummer ab 0",
  "Whether a row is the person of its entry in `typos`, by its line":
    "Ob eine Zeile die Person aus ihrem Eintrag in `typos` ist, nach ihrer Zeile",
  "The people who are to leave the course": "Die Personen, die den Kurs verlassen sollen",
  "Get your own account": "Das eigene Konto abrufen",
  "List accounts by name, 50 per page": "Konten nach Namen auflisten, 50 pro Seite",
  "Create an account": "Ein Konto anlegen",
  "Get an account": "Ein Konto abrufen",
  "Change the name, email address, username or role of an account":
    "Name, E-Mail-Adresse, Benutzername oder Rolle eines Kontos ändern",
  "Disable an account and sign it out": "Ein Konto sperren und abmelden",
  "Enable a disabled account": "Ein gesperrtes Konto entsperren",
  "Give a person a one-time code, with which they choose a password at /join; the former code no longer works":
    "Einer Person einen Einmalcode geben, mit dem sie unter /join ein Passwort wählt; der frühere Code gilt nicht mehr",
  "Delete an account; its messages stay and are shown as written by a deleted user":
    "Ein Konto löschen; seine Nachrichten bleiben und werden als die eines gelöschten Kontos angezeigt",
  "Get this description in machine-readable form":
    "Diese Beschreibung in maschinenlesbarer Form abrufen",
  "Check whether the server is running": "Prüfen, ob der Server läuft",
  "Check whether the server is ready: its database responds":
    "Prüfen, ob der Server bereit ist: ob seine Datenbank antwortet",
  "UTC, ISO 8601": "UTC, ISO 8601",
  "Empty when the account was deleted": "Leer, wenn das Konto gelöscht wurde",
  "Its place in the sequence of the group's events":
    "Ihr Platz in der Folge der Ereignisse der Gruppe",
  "Empty when the message was removed": "Leer, wenn die Nachricht entfernt wurde",
  "Present only on removed messages": "Nur bei entfernten Nachrichten vorhanden",
  "Who removed it: its author, an owner or moderator of the group, or staff":
    "Wer sie entfernt hat: die Person, die sie geschrieben hat (author), Leitung oder Moderation der Gruppe (moderator) oder eine Lehrperson (staff)",
  "Whether `by` is staff": "Ob `by` staff ist",
  "The seq of the newest event": "Die Nummer (seq) des neuesten Ereignisses",
  "null if you see the group as staff": "null, wenn Sie die Gruppe als Lehrperson sehen",
  "When a guest's account expires": "Wann das Konto eines Gastes abläuft",
  "The same text as `message`": "Derselbe Text wie `message`",
  "Stable, for programs to act on": "Stabil und für Programme gedacht",
  "Stable and more precise than the code": "Stabil und genauer als der Code",
  "The name of the invalid field": "Der Name des ungültigen Feldes",
  "Identifies the error in the server's log": "Kennzeichnet den Fehler im Log des Servers",
  "Maximum number of messages; 1,000 by default": "Höchstzahl der Nachrichten; ohne Angabe 1.000",
  "Only messages with a lower seq": "Nur Nachrichten mit kleinerer Nummer (seq)",
  "An id of your choice; a message sent again with the same id is stored only once":
    "Eine selbst gewählte ID; eine mit derselben ID erneut gesendete Nachricht wird nur einmal gespeichert",
  "Shown in place of a message that staff or moderators remove":
    "Steht anstelle einer Nachricht, die Lehrende oder die Moderation entfernen",
  "Part of a name, email address or username":
    "Teil eines Namens, einer E-Mail-Adresse oder eines Benutzernamens",
  "Must contain something visible": "Muss etwas Sichtbares enthalten",
  "A single line with at least one letter, digit or symbol":
    "Eine Zeile mit mindestens einem Buchstaben, einer Ziffer oder einem Symbol",
  "Contains one @, with a dot after it; empty for a person without an address":
    "Enthält ein @ und danach einen Punkt; leer, wenn die Person keine Adresse hat",
  "3 to 32 characters: a–z, 0–9, dot, hyphen and underscore":
    "3 bis 32 Zeichen: a–z, 0–9, Punkt, Bindestrich und Unterstrich",
  "The exact address of someone who is not in the course":
    "Die genaue Adresse einer Person, die nicht im Kurs ist",
  "May be left out if you manage the groups of one course only":
    "Kann fehlen, wenn Sie die Gruppen nur eines Kurses verwalten",
  "Staff only: admins, and teachers and tutors in their courses.":
    "Nur für die Leitung des Chats sowie Lehrende, Tutorinnen und Tutoren in ihren Kursen.",
  "Staff only: admins, and teachers in their courses.":
    "Nur für die Leitung des Chats und Lehrende in ihren Kursen.",
  "Staff only: admins.": "Nur für die Leitung des Chats.",
  "Give a one-time code to everyone who has not signed in yet and has no password, at most 1,000; their former codes no longer work":
    "Allen, die sich noch nie angemeldet haben und kein Passwort haben, einen Einmalcode geben, höchstens 1.000; ihre früheren Codes gelten nicht mehr",
  "no: only accounts that have not signed in yet":
    "no: nur Konten, die sich noch nie angemeldet haben",
  "Get whether teachers may issue one-time codes":
    "Abfragen, ob Lehrende Einmalcodes ausgeben dürfen",
  "Choose whether teachers may issue one-time codes; while they may not, theirs do not work":
    "Festlegen, ob Lehrende Einmalcodes ausgeben dürfen; solange nicht, gelten ihre Codes nicht",
  "Refused: staff no longer set passwords":
    "Wird abgelehnt: Lehrpersonen setzen keine Passwörter mehr",
  "Shown only in this response; it works once, for 14 days":
    "Steht nur in dieser Antwort; gilt einmal, 14 Tage lang",
  Courses: "Kurse",
  "List the courses that you look after, in order":
    "Die Kurse, die Sie betreuen, in ihrer Reihenfolge aufführen",
  "Make a course; you become its teacher": "Einen Kurs anlegen; Sie werden seine Lehrperson",
  "Change the name, the term or the settings of a course":
    "Name, Semester oder Einstellungen eines Kurses ändern",
  "List the people of a course, staff first":
    "Die Personen eines Kurses aufführen, zuerst die Lehrenden",
  "Everyone in the course, or its staff: whoever joins or leaves the course joins or leaves the group, and members are ignored. null for people who are chosen":
    "Alle im Kurs oder die Lehrenden: Wer in den Kurs kommt oder ihn verlässt, kommt in die Gruppe oder verlässt sie; members wird nicht beachtet. null für Personen, die ausgewählt werden",
  "The name of a first group for everyone in the course; without it there is none":
    "Der Name einer ersten Gruppe für alle im Kurs; ohne ihn gibt es keine",
  "Whether each student may ask the staff in a private conversation":
    "Ob alle Studierenden die Lehrenden in einem vertraulichen Gespräch fragen können",
  "Write to the staff of a course: the first time makes your conversation with them":
    "Den Lehrenden eines Kurses schreiben: Beim ersten Mal entsteht Ihr Gespräch mit ihnen",
  "List the groups of a course with what happens in them, in numbers":
    "Die Gruppen eines Kurses aufführen, mit Zahlen dazu, was in ihnen geschieht",
  "By need, by name, by the newest message (newest first), or in the order that staff chose":
    "Nach Handlungsbedarf, nach Name, nach der neuesten Nachricht (neueste zuerst) oder in der Reihenfolge, die Lehrende gewählt haben",
  "Members who have written": "Mitglieder, die geschrieben haben",
  "In the last seven days, by UTC": "In den letzten sieben Tagen, nach UTC",
  "In the seven days before them": "In den sieben Tagen davor",
  "null if nothing was ever written": "null, wenn noch nie geschrieben wurde",
  "Why it needs someone: messages wait for approval, a student waits for an answer, no members, nobody has written, quiet for a week, or few of a small group have written":
    "Warum sie jemanden braucht: Nachrichten warten auf Freigabe, jemand wartet auf Antwort, keine Mitglieder, niemand hat geschrieben, seit einer Woche still, oder in einer kleinen Gruppe haben wenige geschrieben",
  "Bring people into a course by their exact addresses":
    "Personen mit ihren genauen Adressen in einen Kurs aufnehmen",
  "Change someone's role in a course": "Die Rolle einer Person in einem Kurs ändern",
  "Take someone out of a course and of its groups":
    "Eine Person aus einem Kurs und seinen Gruppen nehmen",
  "Hand a course over to someone in it, who becomes its teacher in your place":
    "Einen Kurs an eine Person darin übergeben, die an Ihrer Stelle seine Lehrperson wird",
  "Whether tutors look after all groups, or those that they own or moderate":
    "Ob Tutorinnen und Tutoren alle Gruppen betreuen oder die, die sie leiten oder moderieren",
  "May be empty": "Darf leer sein",
  "Empty for none": "Leer für keine",
  "Empty as long as there is one course": "Leer, solange es nur einen Kurs gibt",
  "Whether you manage its groups and people": "Ob Sie seine Gruppen und Personen verwalten",
  "The groups of the course that they are in": "Die Gruppen des Kurses, in denen die Person ist",
  "The name of the present course, needed while it has none":
    "Der Name des bisherigen Kurses, nötig, solange er keinen hat",
  "Make a course read-only and put it away": "Einen Kurs archivieren; er kann nur gelesen werden",
  "Bring an archived course back": "Einen archivierten Kurs zurückholen",
  "Make a course with the groups of another one, without people and messages":
    "Einen Kurs mit den Gruppen eines anderen anlegen, ohne Personen und Nachrichten",
  "null while it is in use": "null, solange er in Benutzung ist",
  "List the newest acts on several groups of a course":
    "Die neuesten Änderungen an mehreren Gruppen eines Kurses auflisten",
  "Select groups for an act and see what it would do; nothing else changes":
    "Gruppen für eine Änderung auswählen und sehen, was sie bewirken würde; sonst ändert sich nichts",
  "Get an act on several groups: what it would do, or has done":
    "Eine Änderung mehrerer Gruppen abrufen: was sie bewirken würde oder bewirkt hat",
  "Forget an act on several groups that was not applied":
    "Eine Änderung mehrerer Gruppen verwerfen, die nicht begonnen wurde",
  "Begin an act on several groups; get it again to see how far it is":
    "Eine Änderung mehrerer Gruppen beginnen; erneutes Abrufen zeigt den Fortschritt",
  "Begin to take an act on several groups back, within 24 hours; what has changed since stays":
    "Eine Änderung mehrerer Gruppen innerhalb von 24 Stunden rückgängig machen; was sich seither geändert hat, bleibt",
  "unarchive brings groups back from the archive; restore, from the bin":
    "unarchive holt Gruppen aus dem Archiv zurück, restore aus dem Papierkorb",
  "For write: the message": "Für write: die Nachricht",
  "For move: the set of the course, or null for none":
    "Für move: die Gruppierung des Kurses oder null für keine",
  "For copy: what the names of the copies end with": "Für copy: worauf die Namen der Kopien enden",
  "For copy: a new set for the copies, which otherwise join those of the originals":
    "Für copy: eine neue Gruppierung für die Kopien, die sonst zu denen der Originale gehören",
  "For add_staff: moderator, unless another one is given":
    "Für add_staff: moderator, wenn nichts anderes angegeben ist",
  "make: groups were made from a plan; group plans begin such acts":
    "make: Gruppen wurden nach einem Plan angelegt; solche Vorgänge beginnt die Gruppenplanung",
  "How many groups were selected, or are made":
    "Wie viele Gruppen ausgewählt wurden oder angelegt werden",
  "Empty for a group that is gone": "Leer für eine Gruppe, die es nicht mehr gibt",
  "kept: it was not taken back, as the reason says":
    "kept: wurde nicht rückgängig gemacht; warum, sagt reason",
  "List the sets of a course's groups, in order, with the groups in each":
    "Die Gruppierungen eines Kurses in ihrer Reihenfolge auflisten, mit den Gruppen darin",
  "Make a set, to which groups of the course can belong":
    "Eine Gruppierung anlegen, zu der Gruppen des Kurses gehören können",
  "Put the sets of a course in this order; sets not listed follow in their present order":
    "Die Gruppierungen eines Kurses so anordnen; nicht genannte folgen in ihrer bisherigen Reihenfolge",
  "Rename a set": "Eine Gruppierung umbenennen",
  "Remove a set; its groups stay": "Eine Gruppierung entfernen; ihre Gruppen bleiben",
  "The set of the course that it is in; null for none":
    "Die Gruppierung des Kurses, zu der sie gehört; null für keine",
  "The groups in it that you look after": "Die Gruppen darin, die Sie betreuen",
  "It is read-only: it or its course is archived":
    "Sie kann nur gelesen werden, weil sie oder ihr Kurs archiviert ist",
  "The earlier round of a set of groups that it was in, read-only since":
    "Die frühere Runde einer Gruppierung, zu der sie gehörte; seither kann sie nur gelesen werden",
  "Group plans": "Gruppenplanung",
  "The name of the set that the groups will be in; it is made if there is none":
    "Der Name der Gruppierung, in die die Gruppen kommen; sie wird angelegt, falls es sie nicht gibt",
  "all: all students of the course; free: those in no group; free:<set id>: those in no group of the set; in:<set id>: those in one; picked: the given ones":
    "all: alle Studierenden des Kurses; free: wer in keiner Gruppe ist; free:<ID>: wer in keiner Gruppe der Gruppierung ist; in:<ID>: wer in einer ist; picked: die genannten",
  "Those who are picked": "Die Ausgewählten",
  "Whether count is the number of groups, or at most how many are in each":
    "Ob count die Zahl der Gruppen ist oder wie viele höchstens in jeder sind",
  "The names, with # for the number": "Die Namen, mit # für die Nummer",
  "Each of these lists is in one group": "Jede dieser Listen ist in einer Gruppe",
  "No two of each list are in one group": "Keine zwei jeder Liste sind in einer Gruppe",
  "Something that the course knows about its students":
    "Etwas, das der Kurs über seine Studierenden weiß",
  "Archive the groups that the set has now, as an earlier round":
    "Die Gruppen, die die Gruppierung jetzt hat, als frühere Runde archivieren",
  "Nobody meets a partner of the groups of these sets again":
    "Niemand trifft noch einmal auf jemanden aus einer Gruppe dieser Gruppierungen",
  "Counts the changes": "Zählt die Änderungen",
  "Get the plan again to see the groups": "Die Planung erneut abrufen, um die Gruppen zu sehen",
  "What could not be met; groups by their place in the list, from 0":
    "Was sich nicht erfüllen ließ; Gruppen nach ihrer Stelle in der Liste, ab 0",
  "Divide people into groups by rules; nothing is created yet":
    "Studierende nach Regeln auf Gruppen verteilen; es wird noch nichts angelegt",
  "Get your plan for groups; it is forgotten a day after its last change":
    "Die eigene Gruppenplanung abrufen; sie wird einen Tag nach ihrer letzten Änderung gelöscht",
  "Change a plan for groups, and divide anew": "Eine Gruppenplanung ändern und neu verteilen",
  "Discard a plan for groups": "Eine Gruppenplanung verwerfen",
  "Divide the people of a plan anew": "Die Personen einer Planung neu verteilen",
  "Swap two people of a plan": "Zwei Personen einer Planung tauschen",
  "Move someone to another group of a plan":
    "Jemanden in eine andere Gruppe einer Planung verschieben",
  "Take back the groups of a plan, within a day; those with messages stay":
    "Die Gruppen einer Planung innerhalb eines Tages zurücknehmen; solche mit Nachrichten bleiben",
  "Create all groups of a plan; you become the owner of each":
    "Alle Gruppen einer Planung anlegen; Sie leiten sie alle",
};
