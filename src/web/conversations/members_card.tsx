import type { GroupMutes } from "#core/moderation/mutes.ts";
import { rankOf } from "#wire/ranks.ts";
import type { MemberView, Office } from "#wire/views.ts";
import { matchesWords, searchKey, searchWords } from "#wire/fold.ts";
import { Badge } from "#ui/parts/badge.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { CutName } from "#ui/parts/cut_name.tsx";
import { memberSections } from "#ui/parts/member_sections.ts";
import { Pagination } from "#ui/parts/pagination.tsx";
import { AvatarLink, PersonLink } from "#ui/parts/person_link.tsx";
import { SearchField } from "#ui/parts/search_field.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { MenuButton, MenuLink, RowMenu } from "#ui/parts/row_menu.tsx";
import { Time } from "#ui/parts/time.tsx";
import { format, plural } from "#ui/text/format.ts";

/** More do not fit on a page: a lecture may have thousands. */
const membersPerPage = 200;
/** Fewer are seen at a glance. */
const searchFrom = 10;

export interface MembersPage {
  shown: readonly MemberView[];
  /** What tells members of the same name apart, by id. */
  marks: ReadonlyMap<string, string>;
  /** Of the teachers and tutors of the group's course, by id. */
  offices: Readonly<Record<string, Office>>;
  total: number;
  /** The search text; empty shows all. */
  query: string;
  page: number;
  pages: number;
}

/** One page of the members whose names match the search. */
export function membersPage(
  all: readonly MemberView[],
  { query, page, marks, offices }: Pick<MembersPage, "query" | "page" | "marks" | "offices">,
): MembersPage {
  const words = searchWords(query);
  const found =
    words.length === 0 ? all : all.filter(({ name }) => matchesWords(searchKey(name), words));
  const pages = Math.max(1, Math.ceil(found.length / membersPerPage));
  const wanted = Number.isInteger(page) ? Math.min(Math.max(page, 1), pages) : 1;
  const start = (wanted - 1) * membersPerPage;
  const ordered = memberSections(found, offices).flatMap(({ members }) => members);
  const shown = ordered.slice(start, start + membersPerPage);
  return { shown, marks, offices, total: all.length, query, page: wanted, pages };
}

interface MembersProps {
  conversationId: string;
  members: MembersPage;
  viewerId: string;
  /** Whether the viewer may change them. */
  manages: boolean;
  /** Who may not write for a while, for those who may mute. */
  muted: GroupMutes | undefined;
  locale: Locale;
  texts: Texts;
}

/** The members of the group. If there are many, with pages and a search. */
export function Members(props: MembersProps) {
  const { conversationId, members, viewerId, manages, muted, locale, texts } = props;
  const { conversations, common } = texts;
  const { shown, marks, offices, total, query, page, pages } = members;
  if (total === 0) return <p class="text-muted">{conversations.nobody}</p>;
  const path = `/conversations/${conversationId}`;
  const href = (number: number) =>
    `${path}?${new URLSearchParams({ ...(query && { q: query }), page: String(number) })}`;
  return (
    <Card title={plural(locale, conversations.members, total)}>
      {total > searchFrom && (
        <Search path={path} query={query} isWhole={total <= membersPerPage} texts={texts} />
      )}
      <div id="members" class="space-y-4">
        {memberSections(shown, offices).map(({ section, members: some }) => (
          <section key={section} class="[&:not(:has(>ul>li:not([hidden])))]:hidden">
            <h3 class="text-xs font-semibold text-muted">{common.memberSections[section]}</h3>
            <ul class="grid gap-x-6 gap-y-1 sm:grid-cols-2 xl:grid-cols-3">
              {some.map((member) => (
                <Member
                  key={member.userId}
                  member={member}
                  mark={marks.get(member.userId)}
                  office={offices[member.userId]}
                  isViewer={member.userId === viewerId}
                  manages={manages ? conversationId : undefined}
                  mutes={
                    muted && rankOf(member, offices[member.userId]) < muted.rank
                      ? conversationId
                      : undefined
                  }
                  until={muted?.mutes.find(({ userId }) => userId === member.userId)?.untilAt}
                  locale={locale}
                  texts={texts}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p data-filter-none hidden={shown.length > 0} role="status" class="text-muted">
        {conversations.noMemberFits}
      </p>
      <Pagination page={page} pages={pages} href={href} texts={common} />
    </Card>
  );
}

interface SearchProps {
  path: string;
  query: string;
  /** All members are on the page, so that a script can filter them. */
  isWhole: boolean;
  texts: Texts;
}

function Search({ path, query, isWhole, texts }: SearchProps) {
  const { common, conversations } = texts;
  const filters = isWhole && query === "" ? "members" : undefined;
  return (
    <form role="search" action={path} class="flex flex-wrap gap-2 sm:max-w-md">
      <SearchField
        id="find-member"
        name="q"
        label={conversations.findMember}
        value={query}
        filters={filters}
      />
      <Button>{common.search}</Button>
      {query !== "" && (
        <ButtonLink href={path} look="quiet">
          {conversations.showAll}
        </ButtonLink>
      )}
    </form>
  );
}

function Member({
  member: { userId, name, role, userRole },
  mark,
  office,
  isViewer,
  manages,
  mutes,
  until,
  locale,
  texts,
}: {
  member: MemberView;
  mark: string | undefined;
  office: Office | undefined;
  isViewer: boolean;
  /** The group, if the viewer may change its members. */
  manages: string | undefined;
  /** The same, if the viewer may mute in it. */
  mutes: string | undefined;
  /** When the member may write again: UTC ISO text. */
  until: string | undefined;
  locale: Locale;
  texts: Texts;
}) {
  const { common, conversations } = texts;
  return (
    <li
      data-filter-text={[name, mark].filter(Boolean).join(" ")}
      class="flex min-h-12 min-w-0 items-center gap-3"
    >
      <AvatarLink id={userId} name={name} />
      <span class="min-w-0">
        <span class="block truncate text-body">
          <PersonLink id={userId}>{name}</PersonLink>
          {isViewer && <span class="text-muted"> ({conversations.you})</span>}
        </span>
        {mark && (
          <span class="flex text-xs text-muted">
            <CutName name={mark} />
          </span>
        )}
      </span>
      {office && userRole !== "admin" && <Badge>{common.offices[office]}</Badge>}
      {role !== "member" && <Badge>{common.memberRoles[role]}</Badge>}
      {role !== "member" && userRole === "guest" && <Badge>{common.roles.guest}</Badge>}
      {until !== undefined && (
        <Badge look="warning">
          {texts.mutes.badge} <Time iso={until} locale={locale} look="recent" />
        </Badge>
      )}
      {(manages !== undefined || mutes !== undefined) && (
        <Acts group={manages} mutes={mutes} userId={userId} name={name} role={role} texts={texts} />
      )}
    </li>
  );
}

interface ActsProps extends Pick<MemberView, "userId" | "name" | "role"> {
  /** If the viewer may change its members. */
  group: string | undefined;
  /** If the viewer may mute in it. */
  mutes: string | undefined;
  texts: Texts;
}

function Acts({ group, mutes, userId, name, role, texts }: ActsProps) {
  const { common, groups } = texts;
  const others = (["owner", "moderator", "member"] as const).filter((each) => each !== role);
  return (
    <div class="ml-auto">
      <RowMenu label={format(groups.actsOf, { name })}>
        {group !== undefined && (
          <li>
            <form method="post" action={`/groups/${group}/members`}>
              <input type="hidden" name="user" value={userId} />
              {others.map((each) => (
                <MenuButton key={each} name="to" value={each} icon="UserCheck">
                  {format(groups.placeAs, { role: common.memberRoles[each] })}
                </MenuButton>
              ))}
              <MenuButton name="to" value="none" icon="UserMinus">
                {groups.removeMember}
              </MenuButton>
            </form>
          </li>
        )}
        {mutes !== undefined && (
          <MenuLink
            href={`/conversations/${mutes}/members/${encodeURIComponent(userId)}/mute`}
            icon="Clock"
          >
            {texts.mutes.mute}
          </MenuLink>
        )}
      </RowMenu>
    </div>
  );
}
