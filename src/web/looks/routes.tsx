/** Who looked in: into one group, and into all groups of the reader. */
import { type WhoLooked, whoLookedInto, whoLookedIntoOwn } from "#core/audit/who_looked.ts";
import { getGroup } from "#core/groups/groups.ts";
import { ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty_state.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { Pagination } from "#ui/parts/pagination.tsx";
import { staffAccessPath } from "../http/identity.ts";
import { renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { LookList } from "./look_list.tsx";
import { showReason, submitReason } from "./reason.tsx";

const policy = "signed_in";

export const looksRoutes = [
  page({ method: "GET", path: "/looks", policy, handle: showOwn }),
  page({ method: "GET", path: "/conversations/:id/looks", policy, handle: showOfGroup }),
  page({ method: "GET", path: "/chat/:id/look", policy: "course_staff", handle: showReason }),
  page({ method: "POST", path: "/chat/:id/look", policy: "course_staff", handle: submitReason }),
];

async function showOwn(visit: SignedInVisit): Promise<Response> {
  const { context, texts } = visit;
  const found = await whoLookedIntoOwn(context, { page: pageOf(visit) });
  const words = { title: texts.looks.own, lead: texts.looks.leadOwn, none: texts.looks.noneOwn };
  return render(visit, found, { ...words, path: "/looks", several: true });
}

async function showOfGroup(visit: SignedInVisit): Promise<Response> {
  const { context, texts } = visit;
  const { id, name } = await getGroup(context, pathId(visit));
  const found = await whoLookedInto(context, id, { page: pageOf(visit) });
  const { title, lead, none } = texts.looks;
  const path = `/conversations/${encodeURIComponent(id)}/looks`;
  return render(visit, found, { title: `${name}: ${title}`, lead, none, path, groupId: id });
}

function pageOf({ c }: SignedInVisit): number {
  return Math.trunc(Number(c.req.query("page"))) || 1;
}

interface Words {
  title: string;
  lead: string;
  /** Instead of an empty list. */
  none: string;
  path: string;
  several?: boolean;
  groupId?: string;
}

function render(visit: SignedInVisit, found: WhoLooked, words: Words): Response {
  const { locale, texts } = visit;
  const { looks, page: shown, pages, total } = found;
  const { title, lead, none, path, several, groupId } = words;
  return renderPage(visit, {
    title,
    section: "conversations",
    live: true,
    content: (
      <>
        <PageHeader title={title} lead={lead}>
          {groupId && (
            <ButtonLink href={`/conversations/${groupId}`} look="quiet">
              {texts.looks.back}
            </ButtonLink>
          )}
          <ButtonLink href={staffAccessPath} look="quiet">
            {texts.about.readsMore}
          </ButtonLink>
        </PageHeader>
        {total === 0 ? (
          <EmptyState title={none} text={texts.looks.membersToo} />
        ) : (
          <div class="max-w-3xl space-y-4">
            <LookList looks={looks} several={several} locale={locale} texts={texts} />
            <p class="text-sm text-muted">{texts.looks.membersToo}</p>
          </div>
        )}
        <Pagination
          page={shown}
          pages={pages}
          href={(to) => `${path}?page=${to}`}
          texts={texts.common}
        />
      </>
    ),
  });
}
