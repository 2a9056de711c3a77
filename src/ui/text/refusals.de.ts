import type { RefusalTexts } from "./refusals.en.ts";

export const refusals: RefusalTexts = {
  not_found: "Das gibt es nicht, oder Sie können es nicht sehen.",
  wrong_method: "Diese Adresse unterstützt die Methode nicht.",
  busy: "Der Server ist ausgelastet. Es wurde nichts gespeichert; bitte versuchen Sie es noch einmal.",
  storage_full:
    "Der Speicher des Servers ist voll. Es wurde nichts gespeichert; bitte informieren Sie den Serverbetrieb.",
  too_large: "Das ist zu groß, um es auf einmal zu senden.",
  internal: "Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.",
  cross_site:
    "Diese Anfrage kam nicht von den Seiten von Team Chat. Bitte laden Sie die Seite neu.",
  invalid_input: "Dieser Wert ist hier nicht gültig.",
  text_unstorable: "Dieser Text enthält Zeichen, die sich nicht speichern lassen.",
  form_unreadable: "Das Formular konnte nicht gelesen werden. Bitte laden Sie die Seite neu.",
  email_missing: "Geben Sie eine E-Mail-Adresse ein.",
  email_malformed: "Das sieht nicht wie eine E-Mail-Adresse aus.",
  email_mixed: "Ein Wort dieser Adresse mischt ähnlich aussehende Buchstaben aus zwei Alphabeten.",
  email_long: "{excess} Zeichen zu viel: Eine Adresse darf höchstens {max} Zeichen haben.",
  email_taken: "Mit dieser Adresse gibt es schon ein Konto.",
  email_taken_by_guest:
    "Ein Gast verwendet diese Adresse bereits. Fortfahren kann dieser Gast nur in dem Browser, in dem er begonnen hat.",
  email_domain: "Für ein Konto brauchen Sie eine Adresse bei {domains}.",
  username_malformed:
    "Ein Benutzername hat {min} bis {max} Zeichen: Kleinbuchstaben, Ziffern, Punkte, Binde- und Unterstriche.",
  username_taken: "Dieser Benutzername ist vergeben.",
  name_missing: "Geben Sie einen Namen ein.",
  name_unseen:
    "Ein Name braucht mindestens einen Buchstaben, eine Ziffer oder ein sichtbares Symbol.",
  name_mixed: "Ein Wort dieses Namens mischt ähnlich aussehende Buchstaben aus zwei Alphabeten.",
  name_reserved:
    "Team Chat verwendet diesen Text anstelle von Namen. Bitte wählen Sie einen anderen.",
  name_of_staff:
    "Das sieht wie der Name einer Lehrperson hier aus. Wählen Sie einen anderen; ist es Ihr eigener Name, bitten Sie eine Lehrperson, ihn für Sie einzutragen.",
  name_long: "{excess} Zeichen zu viel: Ein Name darf höchstens {max} Zeichen haben.",
  password_short: "Ein Passwort braucht mindestens {min} Zeichen.",
  password_long: "{excess} Zeichen zu viel: Ein Passwort darf höchstens {max} Zeichen haben.",
  password_guessable:
    "Dieses Passwort ist zu leicht zu erraten: Es ist Ihre Adresse oder Ihr Name.",
  password_wrong: "Das aktuelle Passwort ist falsch.",
  password_absent: "Ein Gast hat kein Passwort.",
  password_by_staff:
    "Lehrpersonen setzen keine Passwörter mehr. Erzeugen Sie stattdessen einen Einmalcode: Damit wählt die Person selbst ein Passwort.",
  code_wrong:
    "Dieser Code funktioniert nicht. Prüfen Sie ihn auf Tippfehler oder bitten Sie um einen neuen.",
  code_too_often:
    "Es wurden zu viele falsche Codes eingegeben. Versuchen Sie es später noch einmal.",
  code_for_guest: "Ein Gast braucht keinen Code: Das Konto hat kein Passwort.",
  code_by_admin:
    "Einen Code für dieses Konto kann nur die Leitung des Chats ausgeben: Ihr Kurs hat es nicht angelegt, oder die Person ist auch in einem anderen Kurs oder gehört zu den Lehrenden.",
  codes_too_many:
    "Höchstens {max} Personen können auf einmal Codes erhalten. Grenzen Sie die Liste mit einer Suche oder einer Rolle ein.",
  link_too_often: "Es wurden zu viele Links angefordert. Versuchen Sie es später erneut.",
  mail_off: "Dieser Chat sendet keine E-Mails: Er hat keinen Mailserver.",
  mail_no_address:
    "Diese Person hat keine E-Mail-Adresse. Erzeugen Sie einen Code und geben Sie ihn weiter.",
  code_for_self:
    "Codes sind für andere. Ihr eigenes Passwort ändern Sie in Ihrem Konto; haben Sie es vergessen, kann eine andere Lehrperson einen Code ausgeben.",
  password_none:
    "Dieses Konto hat noch kein Passwort. Bitten Sie eine Lehrperson um einen Einmalcode, mit dem Sie eines wählen können.",
  credentials_wrong: "Die Adresse oder das Passwort ist falsch.",
  account_disabled: "Dieses Konto ist gesperrt. Fragen Sie Ihre Lehrperson.",
  registration_closed: "Konten werden hier von Lehrenden angelegt. Fragen Sie Ihre Lehrperson.",
  name_too_often:
    "Sie haben Ihren Namen zu oft geändert. Bitte versuchen Sie es später noch einmal.",
  registration_too_often:
    "Von hier wurden zu viele Konten angelegt. Bitte versuchen Sie es später noch einmal.",
  sign_in_too_often: "Zu viele Versuche. Bitte warten Sie einen Augenblick.",
  sign_in_crowded:
    "Gerade melden sich sehr viele Personen an. Bitte versuchen Sie es in ein paar Sekunden noch einmal.",
  staff_only_people: "Nur Lehrende können Konten verwalten.",
  merge_same: "Das ist dasselbe Konto.",
  merging:
    "Dieses Konto wird gerade mit einem anderen zusammengeführt. Versuchen Sie es gleich noch einmal.",
  merge_inactive: "Das Konto, das bleiben soll, ist gesperrt oder abgelaufen.",
  merge_into_guest:
    "Ein Konto kann nicht Teil eines Gastkontos werden. Führen Sie umgekehrt das Gastkonto damit zusammen.",
  merge_guest_into_staff: "Ein Gastkonto kann nicht Teil eines Kontos mit allen Rechten werden.",
  merge_rank:
    "Das Konto, das wegfallen soll, hat mehr Rechte als das andere. Führen Sie die Konten umgekehrt zusammen, oder lassen Sie es die Person mit beiden Passwörtern tun.",
  merge_unknown: "Es gibt kein Konto mit dieser Adresse oder diesem Benutzernamen.",
  last_admin: "Das ist das letzte Konto für Lehrende. Legen Sie zuerst ein weiteres an.",
  setup_code_wrong: "Das ist nicht der aktuelle Einrichtungscode.",
  setup_done: "Team Chat wurde bereits eingerichtet. Bitte melden Sie sich an.",
  setup_too_often: "Zu viele Versuche. Bitte warten Sie einen Augenblick.",
  staff_only_groups: "Nur Lehrende können Gruppen verwalten.",
  teachers_only: "Das können nur Lehrende des Kurses.",
  staff_only_members: "Nur Lehrende können die Mitglieder einer Gruppe ändern.",
  opened_many:
    "Sie haben in diesem Kurs bereits {max} Gruppen eröffnet. Lehrpersonen können löschen, was nicht mehr gebraucht wird.",
  opened_full: "Eine Gruppe, die Studierende eröffnen, kann höchstens {max} Mitglieder haben.",
  address_not_in_course:
    "Niemand in diesem Kurs hat die Adresse {address}. Erfragen Sie die genaue Adresse des Kontos.",
  addresses_too_often: "Sie haben viele Adressen versucht. Bitte versuchen Sie es später wieder.",
  companions_only: "Sie können nur Personen des Kurses wählen, mit denen Sie in einer Gruppe sind.",
  group_name_missing: "Geben Sie der Gruppe einen Namen.",
  group_name_differs: "So heißt die Gruppe nicht.",
  group_name_long: "{excess} Zeichen zu viel: Ein Name darf höchstens {max} Zeichen haben.",
  group_description_long:
    "{excess} Zeichen zu viel: Eine Beschreibung darf höchstens {max} Zeichen haben.",
  set_name_missing: "Geben Sie der Gruppierung einen Namen.",
  set_name_taken: "Im Kurs gibt es schon eine Gruppierung mit diesem Namen.",
  set_gone: "Diese Gruppierung gibt es im Kurs nicht. Bitte wählen Sie erneut.",
  sets_many: "Ein Kurs kann höchstens {max} Gruppierungen haben.",
  course_name_missing: "Geben Sie dem Kurs einen Namen.",
  term_long: "{excess} zu viel: Ein Semester kann höchstens {max} Zeichen haben.",
  admins_make_courses: "Kurse legt hier nur die Leitung des Chats an.",
  admins_sort_courses: "Kurse sortiert nur die Leitung des Chats.",
  admins_name_teachers:
    "Lehrende ernennt nur die Leitung des Chats. Sie können den Kurs an jemanden übergeben.",
  day_malformed: "Geben Sie ein Datum ein, zum Beispiel 2027-03-31.",
  day_over:
    "Dieser Tag ist vorbei. Um einen Zugang sofort zu beenden, entfernen Sie die Person oder ändern Sie ihre Rolle.",
  day_far: "Wählen Sie einen Tag innerhalb der nächsten zehn Jahre.",
  end_for_staff: "Nur der Zugang von Lehrenden, Tutorinnen und Tutoren kann ein Ende haben.",
  last_teacher: "Ein Kurs hat immer eine Lehrperson. Übergeben Sie ihn zuerst an eine andere.",
  role_from_elsewhere:
    "Diese Rolle kommt auch aus einem anderen System; nur dort lässt sie sich beenden.",
  guest_in_course: "Gäste können in Gruppen sein, aber in keinem Kurs.",
  only_course: "Der einzige Kurs kann nicht archiviert werden.",
  group_archived: "Diese Gruppe ist archiviert. Sie kann nur gelesen werden.",
  group_locked: "Diese Gruppe ist gesperrt und kann nur gelesen werden.{because}",
  group_locked_until: "Diese Gruppe ist bis {until} gesperrt.{because}",
  group_staff_only: "In dieser Gruppe können nur Lehrende schreiben.{because}",
  group_staff_only_until: "In dieser Gruppe können bis {until} nur Lehrende schreiben.{because}",
  slow_mode: "Langsam: eine Nachricht alle {every}. Sie können in {wait} wieder schreiben.",
  message_waits: "Nachrichten erscheinen hier, sobald Lehrende sie freigegeben haben.",
  edit_waits:
    "Solange Ihre Nachrichten hier auf Freigabe warten, können Sie frühere nicht bearbeiten.",
  held_by_staff: "Über wartende Nachrichten können nur Lehrende des Kurses entscheiden.",
  held_changed: "Die Nachricht wurde inzwischen geändert. Bitte lesen Sie sie noch einmal.",
  held_decided: "Darüber wurde inzwischen entschieden, oder die Nachricht wurde zurückgezogen.",
  held_own: "Über Ihre eigene Nachricht entscheidet jemand anderes.",
  hold_people: "Wählen Sie aus, wessen Nachrichten auf Freigabe warten.",
  held_many: "In einer Gruppe können höchstens {max} Ihrer Nachrichten warten.",
  group_is_locked: "Die Gruppe ist gesperrt.",
  mode_unknown: "Wählen Sie aus, wer schreiben kann.",
  mode_by_staff:
    "Das können nur Lehrende des Kurses einstellen oder beenden. Sie können das Schreiben verlangsamen.",
  mode_by_moderators:
    "Das können nur Lehrende sowie die Leitung und die Moderation der Gruppe ändern.",
  mode_end_malformed: "Geben Sie Datum und Uhrzeit ein.",
  mode_end_past: "Dieser Zeitpunkt ist vorbei. Wählen Sie einen späteren.",
  mode_end_far: "Wählen Sie einen Zeitpunkt innerhalb des nächsten Jahres.",
  mode_seconds: "Wählen Sie eine Zeit von {min} Sekunden bis {max} Minuten.",
  mode_reason_long: "{excess} zu viel: Ein Grund kann höchstens {max} Zeichen haben.",
  mode_same: "Das ist schon so eingestellt.",
  group_gone: "Die Gruppe gibt es nicht mehr.",
  group_deleted: "Die Gruppe wurde gelöscht.",
  group_not_deleted: "Die Gruppe ist nicht gelöscht.",
  group_archived_already: "Die Gruppe ist bereits archiviert.",
  group_not_archived: "Die Gruppe ist nicht archiviert.",
  group_in_set: "Die Gruppe gehört bereits zu dieser Gruppierung.",
  act_people: "Wählen Sie mindestens eine Person.",
  act_person: "Wählen Sie eine Person.",
  act_staff_gone:
    "Jemand, den Sie gewählt haben, gehört nicht zu den Lehrenden, Tutorinnen und Tutoren des Kurses. Bitte wählen Sie erneut.",
  act_staff_there: "Diese Personen sind bereits in der Gruppe.",
  act_not_member: "Diese Person ist nicht in der Gruppe.",
  act_groups: "Wählen Sie mindestens eine Gruppe des Kurses aus.",
  act_groups_many: "Sie können höchstens {max} Gruppen auf einmal auswählen.",
  act_nothing: "Keine dieser Gruppen lässt sich so ändern.",
  act_begun: "Das hat bereits begonnen.",
  act_undo_late: "Das lässt sich nicht mehr rückgängig machen.",
  act_changed_since: "Sie wurde inzwischen erneut geändert.",
  act_not_allowed: "Wer damit begonnen hat, darf es nicht mehr.",
  course_archived: "Dieser Kurs ist archiviert. Seine Gruppen können nur gelesen werden.",
  invite_end: "Wählen Sie ein Ende innerhalb der nächsten {days} Tage.",
  invite_uses: "Wählen Sie eine Zahl von 1 bis {max}.",
  invite_group: "Diese Gruppe gehört nicht zum Kurs.",
  pass_group: "Ein Gastpass führt in eine Gruppe. Wählen Sie eine.",
  pass_for_guests:
    "Dieser Pass ist für Gäste ohne Konto, und Sie gehören nicht zu diesem Kurs. Bitten Sie eine Lehrperson des Kurses, Sie aufzunehmen.",
  guest_no_longer: "Sie sind hier kein Gast mehr.",
  invites_many:
    "Ein Kurs kann höchstens {max} gültige Einladungen haben. Schalten Sie eine aus, die nicht mehr gebraucht wird.",
  invite_ended:
    "Diese Einladung gilt nicht mehr. Bitten Sie die Person, die Sie eingeladen hat, um eine neue.",
  invite_declined: "Ihre Anfrage mit dieser Einladung wurde abgelehnt.",
  invite_again:
    "Sie haben diese Einladung schon einmal benutzt. Bitten Sie die Person, die Sie eingeladen hat, Sie wieder aufzunehmen.",
  invite_for_guest:
    "Sie sind als Gast hier, und diese Einladung ist für jemand anderen. Melden Sie sich ab, um sie zu benutzen.",
  course_missing: "Geben Sie an, zu welchem Kurs das gehört.",
  address_unknown: "Niemand hat genau diese Adresse: {address}",
  address_many: "Sie können höchstens {max} Adressen auf einmal angeben.",
  group_count: "Auf einmal lassen sich 1 bis {max} Gruppen anlegen.",
  maker_nobody: "Es ist niemand zu verteilen. Wählen Sie andere Studierende.",
  maker_many: "Höchstens {max} auf einmal.",
  maker_names_few: "{count} Gruppen brauchen ebenso viele Namen; das sind {names}.",
  maker_rule_few: "Eine Regel gilt für mindestens zwei Studierende.",
  maker_rules_many: "Eine Planung kann höchstens {max} Regeln haben.",
  maker_earlier_large:
    "Die Gruppen dieser Gruppierungen sind zu groß, als dass sich niemand wieder treffen könnte.",
  maker_attribute_gone: "Der Kurs weiß das nicht mehr über seine Studierenden.",
  maker_same_group: "Wählen Sie eine andere Gruppe oder Studierende aus zwei Gruppen.",
  maker_not_in_plan: "Diese Person kommt in der Planung nicht vor.",
  maker_undivided: "Die Studierenden sind noch nicht verteilt.",
  maker_made: "Die Gruppen dieser Planung sind bereits angelegt.",
  maker_changed: "Die Planung hat sich inzwischen geändert. Sehen Sie sie noch einmal an.",
  maker_pick_two: "Wählen Sie zwei Studierende zum Tauschen aus.",
  maker_pick_one: "Wählen Sie eine Person zum Verschieben aus.",
  members_gone: "Eine der ausgewählten Personen hat kein Konto mehr. Bitte wählen Sie neu aus.",
  members_many: "Auf einmal lassen sich höchstens {max} Personen auswählen.",
  members_follow_course:
    "Diese Gruppe ist für alle im Kurs oder für die Lehrenden. Wer in den Kurs kommt oder ihn verlässt, kommt in sie oder verlässt sie.",
  members_partly:
    "Nur {done} von {count} Mitgliedschaften konnten geändert werden. Diese sind gespeichert; sehen Sie sich die Gruppe an, bevor Sie den Rest ergänzen.",
  roster_bytes: "Diese Liste ist zu groß: Sie darf höchstens {max} MB haben.",
  roster_empty: "In dieser Liste steht nichts. Fügen Sie sie ein, oder wählen Sie eine Datei.",
  roster_rows: "Diese Liste ist zu lang: Sie darf höchstens {max} Zeilen haben.",
  roster_columns: "Zeile {line} hat zu viele Spalten: Eine Liste darf höchstens {max} haben.",
  roster_row_long:
    "Zeile {line} ist zu lang: Eine Zeile darf höchstens {max} Zeichen haben. Fehlt ein Anführungszeichen?",
  roster_quotes:
    "Vor Zeile {line} wird ein Anführungszeichen geöffnet und nirgends wieder geschlossen.",
  roster_no_address: "Keine Adresse",
  roster_repeated: "Dieselbe Person wie in Zeile {line}",
  roster_waiting: "Steht auf der Warteliste",
  roster_account:
    "Das Konto mit dieser Adresse lässt sich nicht aufnehmen; bitte fragen Sie die Verwaltung",
  roster_teacher: "Lehrende werden nicht über eine Liste aufgenommen",
  roster_no_group: "Es gibt keine Gruppe {group}",
  roster_groups: "Eine Liste kann höchstens {max} Gruppen anlegen",
  roster_begun: "Dieser Import hat bereits begonnen.",
  roster_changed:
    "Der Kurs hat sich inzwischen geändert. Bitte sehen Sie sich die Vorschau noch einmal an.",
  roster_nothing: "Es gibt nichts zu importieren.",
  roster_undo_late: "Dieser Import lässt sich nicht mehr rückgängig machen.",
  message_empty: "Schreiben Sie zuerst etwas.",
  message_long: "Eine Nachricht darf höchstens {max} Zeichen haben; diese hat {length}.",
  reason_long: "{excess} Zeichen zu viel: Ein Grund darf höchstens {max} Zeichen haben.",
  message_id_used: "Diese Nachrichten-ID wurde bereits für eine andere Nachricht verwendet.",
  message_not_editable: "Sie können nur eigene Nachrichten bearbeiten, und nur 15 Minuten lang.",
  message_not_removable: "Sie können nur eigene Nachrichten löschen, und nur 15 Minuten lang.",
  message_not_restorable:
    "Diese Nachricht können nur Lehrende wiederherstellen oder wer sie entfernt hat; was jemand selbst gelöscht hat, bleibt gelöscht.",
  message_not_removed: "Diese Nachricht ist nicht entfernt.",
  staff_redact: "Nur Lehrende können einen Teil einer Nachricht ausblenden.",
  message_changed:
    "Die Nachricht wurde inzwischen geändert. Bitte sehen Sie sie sich noch einmal an.",
  no_such_part: "Bitte wählen Sie einen Teil der Nachricht aus, in dem etwas steht.",
  too_many_templates: "Ein Kurs kann höchstens {max} Gründe haben.",
  rule_refused: "Das lässt sich hier nicht senden: {sentence}",
  rule_edit_waits:
    "Mit diesem Text müsste die Nachricht erst freigegeben werden. Bitte schreiben Sie ihn als neue Nachricht.",
  rule_choice: "Bitte wählen Sie eine dieser Möglichkeiten.",
  rule_empty: "Bitte geben Sie an, wonach gesucht werden soll.",
  rule_long: "{excess} zu viel: Höchstens {max} Zeichen sind möglich.",
  rule_no_word:
    "Jede Zeile braucht einen Buchstaben oder eine Ziffer. Für alles andere eignet sich ein Muster.",
  rule_sentence: "Bitte begründen Sie es mit einem Satz für die Person, die schreibt.",
  pattern_lines: "Ein Muster hat nur eine Zeile.",
  pattern_wrong: "Dieses Muster funktioniert nicht: {why}",
  pattern_large:
    "Dieses Muster ist zu groß. Bitte kürzen Sie es und verwenden Sie weniger Wiederholungen.",
  rules_too_large:
    "Alle Muster eines Kurses zusammen sind begrenzt, und dieses passt nicht mehr dazu. Bitte schalten Sie zuerst ein anderes aus.",
  too_many_rules: "Ein Kurs kann höchstens {max} Wortregeln haben.",
  rule_changed: "Die Regel wurde inzwischen geändert. Bitte sehen Sie sich die neue Fassung an.",
  report_reason: "Wählen Sie aus, worum es geht.",
  report_long: "{excess} zu viel: Höchstens {max} Zeichen sind möglich.",
  report_own: "Sie können sich und Ihre eigenen Nachrichten nicht melden.",
  report_removed: "Diese Nachricht wurde bereits entfernt.",
  report_again: "Sie haben das bereits gemeldet. Die Entscheidung steht noch aus.",
  report_decided: "Über diese Nachricht wurde bereits entschieden.",
  report_nobody:
    "Hier könnte niemand sonst über diese Person entscheiden. Bitte wenden Sie sich an eine Stelle außerhalb dieses Chats.",
  reporting_too_fast: "Sie haben in kurzer Zeit viel gemeldet. Bitte warten Sie eine Weile.",
  case_changed:
    "Der Fall hat sich inzwischen geändert. Bitte sehen Sie ihn sich noch einmal an, bevor Sie entscheiden.",
  case_claimed:
    "{name} sieht sich diesen Fall gerade an. Übernehmen Sie ihn, wenn Sie entscheiden möchten.",
  case_done: "Dieser Fall ist bereits entschieden.",
  case_decision: "Wählen Sie eine Entscheidung.",
  case_message_gone: "Die Nachricht ist nicht mehr da. Bitte entscheiden Sie anders.",
  case_no_guest: "Nur Gäste haben einen Zugang auf Zeit, der beendet werden kann.",
  case_own_decision:
    "Die Entscheidung stammt von Ihnen; über den Widerspruch entscheidet jemand anders.",
  muted: "Sie können hier bis {until} nicht schreiben.{because} Sie können weiterhin alles lesen.",
  mute_by_moderators:
    "Nur Lehrende sowie Leitung und Moderation der Gruppe können jemanden stummschalten.",
  equal_office:
    "Bei Personen mit gleichem oder höherem Amt ist das nicht möglich. Melden Sie es; dann entscheidet jemand anderes.",
  mute_in_group: "Nur Lehrpersonen können jemanden im ganzen Kurs stummschalten.",
  mute_day: "Sie können höchstens für einen Tag stummschalten; Lehrpersonen auch länger.",
  appeal_empty: "Schreiben Sie, warum Sie das anders sehen.",
  appeal_once: "Sie können nur einmal widersprechen.",
  sign_in_first: "Bitte melden Sie sich zuerst an.",
  sending_too_fast:
    "Sie senden schneller, als jemand lesen kann. Bitte warten Sie einen Augenblick.",
  reading_too_fast: "Sie rufen mehr ab, als jemand lesen kann. Bitte warten Sie einen Augenblick.",
  disk_error:
    "Der Speicher des Servers meldet einen Fehler. Bitte informieren Sie den Serverbetrieb.",
  database_moved:
    "Die Datenbank des Servers wurde gelöscht oder ersetzt. Es wurde nichts gespeichert; bitte informieren Sie den Serverbetrieb.",
  schema_mismatch: "{problem}",
  json_expected: "Senden Sie JSON mit Content-Type: application/json.",
  json_malformed: "Der Inhalt der Anfrage ist kein JSON.",
  request_incomplete: "Die Anfrage endete, bevor ihr Inhalt vollständig war.",
  credentials_format: "Senden Sie email und password als JSON.",
  access_token_missing: "Das Zugriffstoken fehlt.",
  refresh_token_invalid: "Das Erneuerungstoken fehlt oder ist nicht mehr gültig.",
  conversations_none: "Keine Gruppen gefunden.",
  look_reason_first:
    "Dieser Kurs fragt Lehrende, warum sie in einer Gruppe mitlesen, in der sie nicht Mitglied sind. Geben Sie zuerst einen Grund an.",
  look_reason_missing: "Geben Sie an, warum Sie in dieser Gruppe mitlesen.",
  staff_only_log: "Nur Lehrende können das Protokoll lesen.",
  identify_first: "Melden Sie sich zuerst: Senden Sie eine IdMessage.",
  socket_not_signed_in: "Diese Verbindung ist nicht angemeldet. Bitte melden Sie sich zuerst an.",
  sender_mismatch: "senderId ist nicht das angemeldete Konto.",
  conversations_open_many: "Höchstens {max} Gruppen können gleichzeitig geöffnet sein.",
};
