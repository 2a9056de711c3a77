/** Removing messages, what they said before, and the reasons that a course offers. */
export const removing = {
  title: "Message from {name}",
  toChat: "Back to the chat",
  removeTitle: "Remove",
  template: "Reason",
  noTemplate: "Choose a reason",
  reason: "Reason (visible to everyone)",
  otherReason: "Other reason (visible to everyone)",
  reasonHint: "Everyone sees that the message was removed. Its text is kept for staff.",
  handBack: "Give the text back to its author",
  handBackHint: "Only the author sees it, with the reason, and can correct it and send it again.",
  wasHandedBack: "Its author can read the text.",
  removed: "The message was removed.",
  restoreTitle: "Restore",
  restoreText: "The message appears again in its place, for everyone in the group.",
  restore: "Restore the message",
  restored: "The message was restored.",
  notYours: "Only staff or the moderator who removed it can restore it.",
  versionsTitle: "Earlier versions",
  versionsHint: "Kept for staff. Your view of them is logged.",
  versionsLogged: "Kept for staff. Your view of them has been logged.",
  noVersions: "This message has no earlier versions.",
  showVersions: { one: "Show {count} earlier version", other: "Show {count} earlier versions" },
  until: {
    edit: "Edited by {name},",
    remove: "Removed by {name},",
  },
  templatesTitle: "Reasons for removing",
  templatesLead:
    "Whoever removes a message in this course can choose one of these. It is offered in their own language, or in the other one if that is empty.",
  templatesLink: "Reasons for removing messages",
  templateIn: { en: "Reason {number} in English", de: "Reason {number} in German" },
  templateHint: "A reason is removed when both fields are empty.",
  templatesSaved: "The reasons were saved.",
};

export type RemovingTexts = typeof removing;
