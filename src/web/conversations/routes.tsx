/** The details of a group. */
import { whoLookedInto } from "#core/audit/who_looked.ts";
import { getGroup } from "#core/groups/groups.ts";
import { listMembers } from "#core/groups/members.ts";
import { modeView } from "#core/groups/modes.ts";
import { marksOfNamesakes } from "#core/people/namesakes.ts";
import { officesOfMembers } from "#core/people/places.ts";
import { rightsIn } from "#core/groups/rights.ts";
import { mutesFor } from "#core/moderation/mutes.ts";
import { seesOthers } from "#core/permissions.ts";
import { renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { ConversationDetailsPage } from "./details_page.tsx";
import { membersPage } from "./members_card.tsx";
import { showMode, submitMode } from "./mode.tsx";

const policy = "signed_in";

/** A page of their own has all of them. */
const looksShown = 3;

export const conversationRoutes = [
  page({ method: "GET", path: "/conversations/:id", policy, handle: showConversation }),
  page({ method: "GET", path: "/conversations/:id/mode", policy, handle: showMode }),
  page({ method: "POST", path: "/conversations/:id/mode", policy, handle: submitMode }),
];

async function showConversation(visit: SignedInVisit): Promise<Response> {
  const { actor, context, locale, texts } = visit;
  const row = await getGroup(context, pathId(visit));
  const { q = "", page: wanted = "1" } = visit.c.req.query();
  const query = q.trim().slice(0, 200);
  const { id, name, description, createdAt, messageCount: messages } = row;
  const members = await listMembers(context, id);
  const marks = await marksOfNamesakes(context, id, members);
  const offices = await officesOfMembers(context, id);
  const rights = await rightsIn(context, id);
  const muted = await mutesFor(context, id);
  const looked = await whoLookedInto(context, id, { limit: looksShown });
  return renderPage(visit, {
    title: name,
    section: rights.members ? "groups" : "conversations",
    live: seesOthers(actor) ? { watches: id } : true,
    content: (
      <ConversationDetailsPage
        muted={muted}
        conversation={{
          id,
          name,
          description,
          createdAt,
          messages,
          opened: row.opened === 1,
          audience: row.audience,
          mode: modeView(row),
          viewerRole: row.memberRole,
        }}
        members={membersPage(members, { query, page: Number(wanted), marks, offices })}
        looked={looked}
        viewerId={actor.id}
        rights={rights}
        locale={locale}
        texts={texts}
      />
    ),
  });
}
