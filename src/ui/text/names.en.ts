/** The names that the chat needs of the texts of all pages. */
export const names = {
  productName: "Team Chat",
  conversations: "Chats",
  roles: { admin: "Staff", user: "Student", guest: "Guest" },
  memberRoles: { owner: "Owner", moderator: "Moderator", member: "Member" },
  memberSections: {
    staff: "Staff",
    moderators: "Owners and moderators",
    students: "Students",
    guests: "Guests",
  },
};

export type NameTexts = typeof names;
