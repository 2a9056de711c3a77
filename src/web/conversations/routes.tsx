/** The user's conversations: the list, which is the start page, and each one's details. */
import { firstSteps } from "#core/people/own_settings.ts";
import { describedView, getGroup, listWholeGroups } from "#core/groups/groups.ts";
import { listMembers } from "#core/groups/members.ts";
import { marksOfNamesakes } from "#core/people/namesakes.ts";
import { mayManageGroups } from "#core/permissions.ts";
import { matchesWords, searchKey, searchWords } from "#wire/fold.ts";
import { renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { ConversationDetailsPage } from "./details_page.tsx";
import { ConversationListPage } from "./list_page.tsx";
import { membersPage } from "./members_card.tsx";

const policy = "signed_in";

export const conversationRoutes = [
  page({
    method: "GET",
    path: "/",
    policy: "public",
    handle: ({ c }) => c.redirect("/conversations"),
  }),
  page({ method: "GET", path: "/conversations", policy, handle: listConversations }),
  page({ method: "GET", path: "/conversations/:id", policy, handle: showConversation }),
];

async function listConversations(visit: SignedInVisit): Promise<Response> {
  const { actor, context, locale, texts } = visit;
  const query = (visit.c.req.query("q") ?? "").trim().slice(0, 200);
  const rows = await listWholeGroups(context);
  const words = searchWords(query);
  const found = rows.filter(({ name, description }) =>
    matchesWords(searchKey(name, description), words),
  );
  return renderPage(visit, {
    title: texts.conversations.title,
    section: "conversations",
    content: (
      <ConversationListPage
        conversations={found.map(describedView)}
        query={query}
        viewerRole={actor.role}
        steps={
          query === ""
            ? await stepsOf(visit, (rows.find((row) => row.memberRole) ?? rows[0])?.id)
            : undefined
        }
        locale={locale}
        texts={texts}
      />
    ),
  });
}

/** @param groupId in which to say hello, once there is a group */
async function stepsOf({ actor, context, texts }: SignedInVisit, groupId: string | undefined) {
  const done = await firstSteps({ ...context, actor });
  if (!done) return undefined;
  return {
    done,
    name: actor.name,
    helloHref: groupId && `/chat/${groupId}`,
    words: texts.help.steps,
  };
}

async function showConversation(visit: SignedInVisit): Promise<Response> {
  const { actor, context, locale, texts } = visit;
  const row = await getGroup(context, pathId(visit));
  const { q = "", page: wanted = "1" } = visit.c.req.query();
  const query = q.trim().slice(0, 200);
  const { id, name, description, createdAt, messageCount: messages } = row;
  const members = await listMembers(context, id);
  const marks = await marksOfNamesakes(context, id, members);
  return renderPage(visit, {
    title: name,
    section: "conversations",
    content: (
      <ConversationDetailsPage
        conversation={{ id, name, description, createdAt, messages }}
        members={membersPage(members, { query, page: Number(wanted), marks })}
        viewerId={actor.id}
        manages={mayManageGroups(actor)}
        locale={locale}
        texts={texts}
      />
    ),
  });
}
