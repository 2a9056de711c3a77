import type { ActsTexts } from "./acts.en.ts";

export const acts: ActsTexts = {
  listTitle: "Änderungen an mehreren Gruppen",
  listLead:
    "Was mit mehreren Gruppen auf einmal geschehen ist. Jede Änderung lässt sich 24 Stunden lang rückgängig machen.",
  earlier: "Frühere Änderungen an mehreren Gruppen",
  emptyTitle: "Noch keine Änderungen",
  emptyText:
    "Wählen Sie unter „Gruppen verwalten“ Gruppen aus und dann, was mit ihnen geschehen soll.",
  states: {
    previewed: "nicht begonnen",
    applying: "in Arbeit",
    applied: "erledigt",
    undoing: "wird rückgängig gemacht",
    undone: "rückgängig gemacht",
  },
  by: "von {name}",
  names: {
    make: "Nach Regeln anlegen",
    copy: "Kopieren",
    write: "An alle schreiben",
    mode: "Einstellen, wer schreiben kann",
    move: "Gruppierung ändern",
    add_staff: "Lehrende hinzufügen",
    remove_person: "Person entfernen",
    archive: "Archivieren",
    unarchive: "Aus dem Archiv zurückholen",
    delete: "Löschen",
    restore: "Wiederherstellen",
  },
  titles: {
    copy: { one: "{count} Gruppe kopieren?", other: "{count} Gruppen kopieren?" },
    write: { one: "An {count} Gruppe schreiben", other: "An {count} Gruppen schreiben" },
    mode: {
      one: "Wer in {count} Gruppe schreiben kann",
      other: "Wer in {count} Gruppen schreiben kann",
    },
    move: {
      one: "Gruppierung von {count} Gruppe ändern",
      other: "Gruppierung von {count} Gruppen ändern",
    },
    add_staff: {
      one: "Lehrende zu {count} Gruppe hinzufügen",
      other: "Lehrende zu {count} Gruppen hinzufügen",
    },
    remove_person: {
      one: "Person aus {count} Gruppe entfernen",
      other: "Person aus {count} Gruppen entfernen",
    },
    archive: { one: "{count} Gruppe archivieren?", other: "{count} Gruppen archivieren?" },
    unarchive: { one: "{count} Gruppe zurückholen?", other: "{count} Gruppen zurückholen?" },
    delete: { one: "{count} Gruppe löschen?", other: "{count} Gruppen löschen?" },
    restore: {
      one: "{count} Gruppe wiederherstellen?",
      other: "{count} Gruppen wiederherstellen?",
    },
  },
  leads: {
    copy: "Jede Kopie hat dieselben Personen; geschrieben hat darin noch niemand. Sie leiten sie.",
    write:
      "Jede Gruppe bekommt die Nachricht als ihre eigene, in Ihrem Namen. Antworten bleiben in der Gruppe, in der sie geschrieben werden.",
    mode: "Es gilt sofort und endet von selbst, wenn Sie ein Ende wählen. Mitglieder sehen es dort, wo sie schreiben.",
    move: "Eine Gruppe gehört zu höchstens einer Gruppierung und verlässt dabei ihre bisherige.",
    add_staff: "Sie werden Mitglieder. Wo sie es schon sind, ändert sich nichts.",
    remove_person:
      "Die Person wird aus jeder dieser Gruppen entfernt, in der sie ist. Ihre Nachrichten bleiben.",
    archive:
      "Ihre Mitglieder können sie lesen; schreiben kann darin niemand, bis sie zurückgeholt werden. In allen Listen sind sie eingeklappt.",
    unarchive: "Ihre Mitglieder können darin wieder schreiben.",
    delete:
      "Sie verschwinden für alle, mit ihren Nachrichten. 30 Tage lang lassen sie sich mit allem, was darin ist, wiederherstellen.",
    restore: "Sie kommen mit ihren Mitgliedern und Nachrichten zurück.",
  },
  confirm: {
    copy: { one: "{count} Gruppe kopieren", other: "{count} Gruppen kopieren" },
    write: { one: "An {count} Gruppe senden", other: "An {count} Gruppen senden" },
    mode: { one: "Für {count} Gruppe einstellen", other: "Für {count} Gruppen einstellen" },
    move: { one: "{count} Gruppe ändern", other: "{count} Gruppen ändern" },
    add_staff: { one: "Zu {count} Gruppe hinzufügen", other: "Zu {count} Gruppen hinzufügen" },
    remove_person: {
      one: "Aus {count} Gruppe entfernen",
      other: "Aus bis zu {count} Gruppen entfernen",
    },
    archive: { one: "{count} Gruppe archivieren", other: "{count} Gruppen archivieren" },
    unarchive: { one: "{count} Gruppe zurückholen", other: "{count} Gruppen zurückholen" },
    delete: { one: "{count} Gruppe löschen", other: "{count} Gruppen löschen" },
    restore: { one: "{count} Gruppe wiederherstellen", other: "{count} Gruppen wiederherstellen" },
  },
  done: {
    make: { one: "{count} Gruppe wurde angelegt.", other: "{count} Gruppen wurden angelegt." },
    copy: { one: "{count} Gruppe wurde kopiert.", other: "{count} Gruppen wurden kopiert." },
    write: {
      one: "Die Nachricht ist in {count} Gruppe.",
      other: "Die Nachricht ist in {count} Gruppen.",
    },
    mode: {
      one: "Für {count} Gruppe eingestellt.",
      other: "Für {count} Gruppen eingestellt.",
    },
    move: { one: "{count} Gruppe wurde geändert.", other: "{count} Gruppen wurden geändert." },
    add_staff: {
      one: "Sie sind in {count} weiteren Gruppe.",
      other: "Sie sind in {count} weiteren Gruppen.",
    },
    remove_person: {
      one: "Die Person wurde aus {count} Gruppe entfernt.",
      other: "Die Person wurde aus {count} Gruppen entfernt.",
    },
    archive: {
      one: "{count} Gruppe wurde archiviert.",
      other: "{count} Gruppen wurden archiviert.",
    },
    unarchive: {
      one: "{count} Gruppe ist wieder da.",
      other: "{count} Gruppen sind wieder da.",
    },
    delete: { one: "{count} Gruppe wurde gelöscht.", other: "{count} Gruppen wurden gelöscht." },
    restore: {
      one: "{count} Gruppe wurde wiederhergestellt.",
      other: "{count} Gruppen wurden wiederhergestellt.",
    },
  },
  message: "Nachricht",
  set: "Gruppierung",
  staff: "Lehrende, Tutorinnen und Tutoren des Kurses",
  role: "Als",
  person: "Person",
  newSet: "Eine neue Gruppierung für die Kopien",
  newSetHint: "Ihr Name. Ohne ihn gehört jede Kopie zur Gruppierung ihres Originals.",
  ending: "Ihre Namen enden auf",
  endingHint:
    "Steht hier nichts, heißen beide gleich, und wer in beiden ist, kann sie nicht unterscheiden.",
  endingDefault: "(Kopie)",
  inGroups: { one: "in {count} davon", other: "in {count} davon" },
  choose: "Person wählen",
  undoWrite:
    "Rückgängig entfernt die Nachricht, wo es sie noch gibt; dass sie entfernt wurde, bleibt sichtbar.",
  selected: "Gruppen",
  bar: "Was mit den ausgewählten Gruppen geschehen soll",
  more: "Weitere Aktionen für die ausgewählten Gruppen",
  buttons: {
    copy: "Kopieren …",
    write: "Schreiben …",
    mode: "Sperren oder verlangsamen …",
    move: "Gruppierung ändern …",
    add_staff: "Lehrende hinzufügen …",
    remove_person: "Person entfernen …",
    archive: "Archivieren …",
    unarchive: "Zurückholen …",
    delete: "Löschen …",
    restore: "Wiederherstellen …",
  },
  goneGroup: "Eine Gruppe, die es nicht mehr gibt",
  notPossible: "Nicht möglich",
  skipped: "Nicht geändert",
  kept: "Nicht rückgängig gemacht",
  /** Of groups that a plan has made, and of all others. */
  changed: { made: "Angelegt", others: "Geändert" },
  putBack: { made: "Wieder gelöscht", others: "Wie zuvor" },
  untouched: {
    made: "Nie angelegt, weil vorher zurückgenommen",
    others: "Nie geändert, weil vorher zurückgenommen",
  },
  unmade: {
    one: "{count} Gruppe wurde zurückgenommen.",
    other: "{count} Gruppen wurden zurückgenommen.",
  },
  working: "In Arbeit …",
  applying: "Die Gruppen werden geändert …",
  creating: "Die Gruppen werden angelegt …",
  undoing: "Wird rückgängig gemacht …",
  progress: "{done} von {of} Gruppen",
  progressHint:
    "Diese Seite zeigt den Fortschritt. Sie können sie verlassen: Es geht weiter, auch wenn der Server neu startet.",
  undo: "Rückgängig",
  undoUntil: "Lässt sich rückgängig machen bis",
  undoLate: "Lässt sich nicht mehr rückgängig machen.",
  undone: { one: "{count} Gruppe ist wie zuvor.", other: "{count} Gruppen sind wie zuvor." },
};
