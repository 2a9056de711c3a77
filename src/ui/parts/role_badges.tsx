import type { Office, Role } from "#wire/views.ts";
import type { Texts } from "../text/catalogue.ts";
import { Badge } from "./badge.tsx";

export interface RolesProps {
  role: Role;
  /** What the person is in the courses where the reader meets them; names only if there are several. */
  places: readonly { role: Office | "student"; courseName: string }[];
  texts: Pick<Texts["common"], "roles" | "offices">;
}

/**
 * What someone is: admin or guest by the account; teacher or tutor of a course; a student only
 * where they are in a course.
 */
export function roleTexts({ role, places, texts }: RolesProps): string[] {
  const account = role === "user" ? [] : [texts.roles[role]];
  const offices = places.flatMap((place) => {
    if (place.role === "student") return [];
    const office = texts.offices[place.role];
    return place.courseName ? `${office} · ${place.courseName}` : office;
  });
  if (role !== "user" || offices.length > 0) return [...account, ...offices];
  return places.length > 0 ? [texts.roles.user] : [];
}

export function RoleBadges(props: RolesProps) {
  return (
    <>
      {roleTexts(props).map((text, index) => (
        <Badge key={text} look={props.role === "admin" && index === 0 ? "primary" : "neutral"}>
          {text}
        </Badge>
      ))}
    </>
  );
}
