import type { OwnGroupsTexts } from "./own_groups.en.ts";

export const ownGroups: OwnGroupsTexts = {
  open: "Gruppe eröffnen",
  openTitle: "Eine Gruppe eröffnen",
  openLead:
    "Sie leiten diese Gruppe. Wer den Kurs betreut, sieht sie wie jede andere, und sie ist als von Studierenden eröffnet gekennzeichnet.",
  opened: "{name} wurde eröffnet.",
  course: "Kurs",
  people: "Personen",
  peopleHint: "Personen des Kurses, mit denen Sie in einer Gruppe sind.",
  addresses: "E-Mail-Adressen",
  addressesHint:
    "Weitere Personen des Kurses mit der genauen Adresse ihres Kontos, durch Kommas getrennt.",
  addPeople: "Personen hinzufügen",
  peopleTitle: "Personen zu {name} hinzufügen",
  peopleAdded: "Die Personen wurden hinzugefügt.",
  byStudentText: "Studierende haben diese Gruppe eröffnet. Wer den Kurs betreut, sieht sie.",
  leave: "Gruppe verlassen",
  leaveTitle: "{name} verlassen?",
  leaveText:
    "Ihre Nachrichten bleiben. Wer die Gruppe leitet oder den Kurs betreut, kann Sie wieder aufnehmen.",
  left: "Sie haben die Gruppe verlassen.",
};
