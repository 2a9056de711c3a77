import type { NameTexts } from "./names.en.ts";

export const names: NameTexts = {
  productName: "Team Chat",
  conversations: "Chats",
  roles: { admin: "Lehrperson", user: "Student/in", guest: "Gast" },
  memberRoles: { owner: "Leitung", moderator: "Moderation", member: "Mitglied" },
  memberSections: {
    staff: "Lehrende",
    moderators: "Leitung und Moderation",
    students: "Studierende",
    guests: "Gäste",
  },
};
