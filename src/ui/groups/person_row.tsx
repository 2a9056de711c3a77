import type { MemberRole, Role } from "#wire/views.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Badge } from "../parts/badge.tsx";
import type { Locale, Texts } from "../text/catalogue.ts";
import { format, plural } from "../text/format.ts";

export interface PickablePerson {
  id: string;
  name: string;
  username: string;
  email: string;
  role: Role;
  /** Disabled or expired: can be removed, but not changed. */
  inactive: boolean;
  groupCount: number;
}

interface PersonRowProps {
  person: PickablePerson;
  chosen: ReadonlyMap<string, MemberRole>;
  withRoles: boolean;
  locale: Locale;
  texts: Pick<Texts, "common" | "groups">;
}

/** A person to choose; the role appears once the person is chosen. */
export function PersonRow({ person, chosen, withRoles, locale, texts }: PersonRowProps) {
  const { id, name, email, username } = person;
  const groupCount =
    person.groupCount === 0
      ? texts.groups.inNoGroup
      : plural(locale, texts.groups.inGroups, person.groupCount);
  return (
    <li
      data-filter-text={`${name} ${username} ${email}`}
      data-free={person.groupCount === 0 ? "" : undefined}
      class="flex flex-wrap items-center gap-x-3 px-3 py-1"
    >
      <label class="flex min-h-12 min-w-0 flex-1 basis-56 cursor-pointer items-center gap-3">
        <input
          type="checkbox"
          name="member"
          value={id}
          checked={chosen.has(id)}
          class="size-5 shrink-0"
        />
        <Avatar id={id} name={name} size="small" />
        <span class="min-w-0 flex-1">
          <span class="flex items-center gap-2">
            <span class="truncate text-body">{name}</span>
            {person.role !== "user" && <Badge>{texts.common.roles[person.role]}</Badge>}
            {person.inactive && <Badge look="warning">{texts.groups.inactive}</Badge>}
          </span>
          <span class="block truncate text-sm text-muted">
            {email || username} · {groupCount}
          </span>
        </span>
      </label>
      {withRoles && !person.inactive && (
        <RoleChoice person={person} role={chosen.get(id)} texts={texts} />
      )}
    </li>
  );
}

const roles: MemberRole[] = ["member", "moderator", "owner"];

function RoleChoice({
  person,
  role = "member",
  texts: { common, groups },
}: {
  person: PickablePerson;
  role?: MemberRole;
  texts: PersonRowProps["texts"];
}) {
  return (
    <select
      name={`role:${person.id}`}
      aria-label={format(groups.roleOf, { name: person.name })}
      class="mb-1 ml-18 hidden min-h-10 rounded border border-line-strong bg-surface px-2 text-sm text-body in-[li:has(input:checked)]:block sm:mb-0 sm:ml-0"
    >
      {roles.map((each) => (
        <option key={each} value={each} selected={each === role}>
          {common.memberRoles[each]}
        </option>
      ))}
    </select>
  );
}
