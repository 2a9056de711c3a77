/** Nobody acts on a person of equal or higher rank. */
import type { MemberRole, Office, Role } from "./views.ts";

/** Of someone in a group: 4 an admin, 3 a teacher of its course, 2 a tutor, 1 an owner or moderator, 0 anyone else. */
export function rankOf(
  person: { userRole?: Role; role?: MemberRole },
  office: Office | undefined,
): number {
  if (person.userRole === "admin") return 4;
  if (office) return office === "teacher" ? 3 : 2;
  return person.role === "owner" || person.role === "moderator" ? 1 : 0;
}
