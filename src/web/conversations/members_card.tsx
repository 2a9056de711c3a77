import type { MemberView } from "#wire/views.ts";
import { matchesWords, searchKey, searchWords } from "#wire/fold.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { Badge } from "#ui/parts/badge.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import { Pagination } from "#ui/parts/pagination.tsx";
import { SearchField } from "#ui/parts/search_field.tsx";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import { plural } from "#ui/text/format.ts";

/** More do not fit on a page: a lecture may have thousands. */
const membersPerPage = 200;

export interface MembersPage {
  shown: MemberView[];
  total: number;
  /** The search text; empty shows all. */
  query: string;
  page: number;
  pages: number;
}

/** One page of the members whose names match the search. */
export function membersPage(
  all: MemberView[],
  { query, page }: { query: string; page: number },
): MembersPage {
  const words = searchWords(query);
  const found =
    words.length === 0 ? all : all.filter(({ name }) => matchesWords(searchKey(name), words));
  const pages = Math.max(1, Math.ceil(found.length / membersPerPage));
  const wanted = Number.isInteger(page) ? Math.min(Math.max(page, 1), pages) : 1;
  const start = (wanted - 1) * membersPerPage;
  const shown = found.slice(start, start + membersPerPage);
  return { shown, total: all.length, query, page: wanted, pages };
}

interface MembersProps {
  conversationId: string;
  members: MembersPage;
  viewerId: string;
  locale: Locale;
  texts: Texts;
}

/** The members of the group. If there are many, with pages and a search. */
export function Members({ conversationId, members, viewerId, locale, texts }: MembersProps) {
  const { conversations, common } = texts;
  const { shown, total, query, page, pages } = members;
  if (total === 0) return <p class="text-muted">{conversations.nobody}</p>;
  const path = `/conversations/${conversationId}`;
  const href = (number: number) =>
    `${path}?${new URLSearchParams({ ...(query && { q: query }), page: String(number) })}`;
  return (
    <Card title={plural(locale, conversations.members, total)}>
      {total > membersPerPage && <Search path={path} query={query} texts={texts} />}
      {shown.length === 0 && <p class="text-muted">{conversations.noMemberFits}</p>}
      <ul class="grid gap-x-6 gap-y-1 sm:grid-cols-2">
        {shown.map((member) => (
          <Member
            key={member.userId}
            member={member}
            isViewer={member.userId === viewerId}
            texts={texts}
          />
        ))}
      </ul>
      <Pagination page={page} pages={pages} href={href} texts={common} />
    </Card>
  );
}

function Search({ path, query, texts }: { path: string; query: string; texts: Texts }) {
  const { common, conversations } = texts;
  return (
    <form role="search" action={path} class="flex flex-wrap gap-2 sm:max-w-md">
      <SearchField id="find-member" name="q" label={conversations.findMember} value={query} />
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
  member: { userId, name, userRole, role },
  isViewer,
  texts: { common, conversations },
}: {
  member: MemberView;
  isViewer: boolean;
  texts: Texts;
}) {
  return (
    <li class="flex min-h-12 min-w-0 items-center gap-3">
      <Avatar id={userId} name={name} />
      <span class="min-w-0 truncate text-body">
        {name}
        {isViewer && <span class="text-muted"> ({conversations.you})</span>}
      </span>
      <span class="flex shrink-0 flex-wrap gap-1">
        {role !== "member" && <Badge look="primary">{common.memberRoles[role]}</Badge>}
        {userRole !== "user" && <Badge>{common.roles[userRole]}</Badge>}
      </span>
    </li>
  );
}
