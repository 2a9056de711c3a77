import type { PeoplePage } from "#core/people/people.ts";
import type { Role } from "#wire/views.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { Badge } from "#ui/parts/badge.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { Field, SelectField } from "#ui/parts/field.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Pagination } from "#ui/parts/pagination.tsx";
import { Cell, Table } from "#ui/parts/table.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { plural } from "#ui/text/format.ts";

export interface UserListProps {
  people: PeoplePage;
  query: string;
  role: Role | "";
  locale: Locale;
  texts: Texts;
}

export function UserListPage({ people, query, role, locale, texts }: UserListProps) {
  const { users, common } = texts;
  const href = (page: number) =>
    `/users?${new URLSearchParams({ q: query, role, page: String(page) })}`;
  return (
    <>
      <PageHeader title={users.title} lead={users.lead}>
        <ButtonLink href="/users/create" look="primary">
          {users.create}
        </ButtonLink>
      </PageHeader>
      <Filter query={query} role={role} texts={texts} />
      {people.rows.length === 0 ? (
        <EmptyState title={users.emptyTitle} text={users.emptyText}>
          <ButtonLink href="/users">{users.showAll}</ButtonLink>
        </EmptyState>
      ) : (
        <>
          <p class="text-sm text-muted">{plural(locale, users.count, people.total)}</p>
          <Table
            caption={users.title}
            headings={[users.name, users.role, users.groups, users.lastSeen]}
          >
            {people.rows.map((person) => (
              <PersonRow key={person.id} person={person} locale={locale} texts={texts} />
            ))}
          </Table>
          <Pagination page={people.page} pages={people.pages} href={href} texts={common} />
        </>
      )}
    </>
  );
}

function Filter({ query, role, texts }: Pick<UserListProps, "query" | "role" | "texts">) {
  const { users, common } = texts;
  return (
    <form method="get" action="/users" role="search" class="flex flex-wrap items-end gap-3">
      <div class="min-w-52 flex-1">
        <Field name="q" type="search" label={users.searchLabel} value={query} autoComplete="off" />
      </div>
      <SelectField
        name="role"
        label={users.role}
        value={role}
        options={[
          { value: "", label: users.allRoles },
          { value: "admin", label: common.roles.admin },
          { value: "user", label: common.roles.user },
          { value: "guest", label: common.roles.guest },
        ]}
      />
      <Button>{users.filter}</Button>
    </form>
  );
}

interface PersonRowProps {
  person: PeoplePage["rows"][number];
  locale: Locale;
  texts: Texts;
}

function PersonRow({ person, locale, texts }: PersonRowProps) {
  const { users, common } = texts;
  return (
    <tr>
      <Cell>
        <div class="relative flex min-h-10 items-center gap-3">
          <span class="max-sm:hidden">
            <Avatar id={person.id} name={person.name} size="small" />
          </span>
          <div class="min-w-44">
            <a
              href={`/users/edit/${encodeURIComponent(person.id)}`}
              class="font-medium wrap-anywhere text-body after:absolute after:inset-0 hover:underline"
            >
              {person.name}
            </a>
            <p class="text-xs wrap-anywhere text-muted">{person.email}</p>
          </div>
        </div>
      </Cell>
      <Cell class="whitespace-nowrap">
        <span class="flex gap-2">
          <Badge look={person.role === "admin" ? "primary" : "neutral"}>
            {common.roles[person.role]}
          </Badge>
          {person.disabledAt && <Badge look="danger">{users.disabled}</Badge>}
        </span>
        {person.expiresAt && (
          <p class="pt-1 text-xs text-muted">
            {users.expires} <Time iso={person.expiresAt} locale={locale} look="day" />
          </p>
        )}
      </Cell>
      <Cell>{person.groupCount}</Cell>
      <Cell class="whitespace-nowrap">
        {person.lastSeenAt ? (
          <Time iso={person.lastSeenAt} locale={locale} />
        ) : (
          users.lastSeenUnknown
        )}
      </Cell>
    </tr>
  );
}
