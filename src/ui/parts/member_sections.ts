import type { MemberView, Office } from "#wire/views.ts";

/** In the order of their sections. */
const sections = ["staff", "moderators", "students", "guests"] as const;
export type MemberSection = (typeof sections)[number];

function sectionOf({ role, userRole }: MemberView, office: Office | undefined): MemberSection {
  if (userRole === "admin" || office) return "staff";
  if (role !== "member") return "moderators";
  return userRole === "guest" ? "guests" : "students";
}

/**
 * The members by what they are; each section in the order of the list, and none of them empty.
 * @param offices of the teachers and tutors of the group's course, by id
 */
export function memberSections(
  members: readonly MemberView[],
  offices: Readonly<Record<string, Office>>,
): { section: MemberSection; members: MemberView[] }[] {
  const bySection = new Map<MemberSection, MemberView[]>(sections.map((one) => [one, []]));
  for (const member of members) {
    bySection.get(sectionOf(member, offices[member.userId]))?.push(member);
  }
  return [...bySection]
    .map(([section, found]) => ({ section, members: found }))
    .filter((one) => one.members.length > 0);
}
