import type { MailList } from "#core/mail/manage_mails.ts";
import type { TeacherCodes } from "#core/identity/teacher_codes.ts";
import type { PeoplePage } from "#core/people/people.ts";
import type { Role } from "#wire/views.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { Badge } from "#ui/parts/badge.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { Field, SelectField } from "#ui/parts/field.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { MailAddress } from "#ui/parts/mail_address.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Pagination } from "#ui/parts/pagination.tsx";
import { PersonLink } from "#ui/parts/person_link.tsx";
import { RoleBadges } from "#ui/parts/role_badges.tsx";
import { MenuButton, MenuLink, RowMenu } from "#ui/parts/row_menu.tsx";
import { Cell, Row, Table } from "#ui/parts/table.tsx";
import { Time } from "#ui/parts/time.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { format, plural } from "#ui/text/format.ts";
import { awaitedPath } from "./first_codes.tsx";
import { TeacherCodesForm } from "./teacher_codes.tsx";

export interface UserListProps {
  people: PeoplePage;
  /** The reader. */
  actorId: string;
  query: string;
  role: Role | "";
  /** Only those who have not signed in yet. */
  isAwaited: boolean;
  /** While there is one, lists are imported into it, and invites lead there. */
  courseId: string | undefined;
  teacherCodes: TeacherCodes;
  /** The mails that have not been sent; undefined where none are. */
  mails: Pick<MailList, "waiting" | "failed"> | undefined;
  locale: Locale;
  texts: Texts;
}

export function UserListPage(props: UserListProps) {
  const { people, actorId, query, role, isAwaited, courseId, locale, texts } = props;
  const { users, common } = texts;
  const href = (page: number) =>
    `/users?${new URLSearchParams({ q: query, role, ...(isAwaited && { signed_in: "no" }), page: String(page) })}`;
  return (
    <>
      <PageHeader title={users.title} lead={users.lead}>
        {courseId && (
          <>
            <ButtonLink
              class="max-sm:whitespace-normal"
              href={`/courses/${encodeURIComponent(courseId)}`}
            >
              {texts.courses.staff}
            </ButtonLink>
            <ButtonLink href={`/courses/${encodeURIComponent(courseId)}/roster`}>
              {texts.roster.link}
            </ButtonLink>
            <ButtonLink href={`/courses/${encodeURIComponent(courseId)}/invites`}>
              {texts.invites.link}
            </ButtonLink>
          </>
        )}
        <ButtonLink href="/users/create" look="primary">
          {users.create}
        </ButtonLink>
      </PageHeader>
      <Filter {...props} />
      {people.rows.length === 0 ? (
        <EmptyState title={users.emptyTitle} text={users.emptyText}>
          <ButtonLink href="/users">{users.showAll}</ButtonLink>
        </EmptyState>
      ) : (
        <>
          <div class="flex flex-wrap items-center justify-between gap-3">
            <p class="text-sm text-muted">{plural(locale, users.count, people.total)}</p>
            {isAwaited && (
              <ButtonLink href={awaitedPath({ q: query, role }, "/users/codes")} asks>
                <Icon of="KeyRound" />
                {users.firstCodes}
              </ButtonLink>
            )}
          </div>
          <Table
            caption={users.title}
            headings={[users.name, users.role, users.groups, users.lastSeen, users.acts]}
          >
            {people.rows.map((person) => (
              <PersonRow
                key={person.id}
                person={person}
                isActor={person.id === actorId}
                locale={locale}
                texts={texts}
              />
            ))}
          </Table>
          <Pagination page={people.page} pages={people.pages} href={href} texts={common} />
        </>
      )}
      <TeacherCodesForm codes={props.teacherCodes} texts={texts} />
      {props.mails && <Mails {...props} mails={props.mails} />}
    </>
  );
}

/** Mails that wait or could not be sent. */
function Mails({
  mails: { waiting, failed },
  locale,
  texts: { mail },
}: UserListProps & { mails: NonNullable<UserListProps["mails"]> }) {
  return (
    <section class="flex max-w-3xl flex-wrap items-center justify-between gap-3 border-t border-line pt-4 text-sm">
      <div class="min-w-0 flex-1 basis-64">
        <h2 class="font-medium text-body">{mail.title}</h2>
        <p class="text-muted">
          {failed > 0 && `${plural(locale, mail.failed, failed)} `}
          {waiting > 0 ? plural(locale, mail.waiting, waiting) : failed === 0 && mail.nothingWaits}
        </p>
      </div>
      <ButtonLink href="/mails" class="max-sm:w-full">
        {mail.show}
      </ButtonLink>
    </section>
  );
}

function Filter({ query, role, isAwaited, texts }: UserListProps) {
  const { users, common } = texts;
  return (
    <form
      method="get"
      action="/users"
      role="search"
      class="flex max-w-3xl flex-wrap items-end gap-3"
    >
      <div class="min-w-[min(100%,13rem)] flex-1">
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
      <SelectField
        name="signed_in"
        label={users.signedIn}
        value={isAwaited ? "no" : ""}
        options={[
          { value: "", label: users.signedInAny },
          { value: "no", label: users.signedInNo },
        ]}
      />
      <Button>{users.filter}</Button>
    </form>
  );
}

interface PersonRowProps {
  person: PeoplePage["rows"][number];
  isActor: boolean;
  locale: Locale;
  texts: Texts;
}

function PersonRow({ person, isActor, locale, texts }: PersonRowProps) {
  const { users, common } = texts;
  return (
    <Row>
      <Cell class="max-md:pr-10">
        <div class="flex min-w-0 items-center gap-3 md:min-w-44">
          <Avatar id={person.id} name={person.name} size="small" />
          <div class="min-w-0">
            <PersonLink
              id={person.id}
              class="font-medium wrap-anywhere text-body after:absolute after:inset-0"
            >
              {person.name}
            </PersonLink>
            <p class="text-xs wrap-anywhere text-muted">
              <MailAddress of={person.email || person.username} />
            </p>
          </div>
        </div>
      </Cell>
      <Cell heading={users.role}>
        <span class="flex flex-wrap items-center gap-2">
          <RoleBadges role={person.role} places={person.places} texts={common} />
          {person.disabledAt && <Badge look="danger">{users.disabled}</Badge>}
          {person.expiresAt && (
            <span class="text-xs text-muted">
              {users.expires} <Time iso={person.expiresAt} locale={locale} look="day" />
            </span>
          )}
        </span>
      </Cell>
      <Cell heading={users.groups} class="even-digits">
        {person.groupCount}
      </Cell>
      <Cell heading={users.lastSeen} class="md:whitespace-nowrap">
        {person.lastSeenAt ? (
          <Time iso={person.lastSeenAt} locale={locale} />
        ) : (
          users.lastSeenUnknown
        )}
      </Cell>
      <Cell class="w-11 max-md:absolute max-md:top-1 max-md:right-1">
        <Acts person={person} isActor={isActor} texts={users} merge={texts.merge.act} />
      </Cell>
    </Row>
  );
}

function Acts({
  person,
  isActor,
  texts,
  merge,
}: Pick<PersonRowProps, "person" | "isActor"> & { texts: Texts["users"]; merge: string }) {
  const path = (verb: string) => `/users/${verb}/${encodeURIComponent(person.id)}`;
  return (
    <RowMenu label={format(texts.actsOf, { name: person.name })}>
      <MenuLink href={path("edit")} icon="Pencil">
        {texts.edit}
      </MenuLink>
      {person.role !== "admin" && (
        <MenuLink href={`${path("role")}?to=admin`} icon="ShieldCheck" asks>
          {texts.makeStaff}
        </MenuLink>
      )}
      {person.role !== "user" && (
        <MenuLink href={`${path("role")}?to=user`} icon="GraduationCap" asks>
          {texts.makeStudent}
        </MenuLink>
      )}
      {person.role !== "guest" && !isActor && (
        <MenuLink href={path("code")} icon="KeyRound" asks>
          {texts.newCode}
        </MenuLink>
      )}
      {person.disabledAt ? (
        <li>
          <form method="post" action={path("enable")}>
            <MenuButton icon="UserCheck">{texts.enable}</MenuButton>
          </form>
        </li>
      ) : (
        <MenuLink href={path("disable")} icon="UserX" asks>
          {texts.disable}
        </MenuLink>
      )}
      <MenuLink href={path("merge")} icon="Users">
        {merge}
      </MenuLink>
      <MenuLink href={path("delete")} icon="Trash2" asks isDangerous>
        {texts.delete}
      </MenuLink>
    </RowMenu>
  );
}
