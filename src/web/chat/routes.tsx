/** The chat: its page, the pages that it fetches, and its forms without scripts. */
import { z } from "zod";
import { setFavourite } from "#core/groups/favourites.ts";
import { readRemovedContent } from "#core/messages/messages.ts";
import { writeMessage } from "#core/messages/write_message.ts";
import { limits } from "#wire/limits.ts";
import { notFound } from "#core/refusals.ts";
import { noActions } from "#ui/chat/chat_actions.ts";
import { type ChatBoot, type ChatPageData, stateOfBoot } from "#ui/chat/chat_state.ts";
import { ChatView } from "#ui/chat/chat_view.tsx";
import * as lateParts from "#ui/chat/late_parts.ts";
import { haveLateParts } from "#ui/chat/later.tsx";
import { answerJson } from "../http/answer_body.ts";
import { flash, keepFlash } from "../http/flash.ts";
import { readForm, type RefusedStatus, submitForm } from "../http/form.ts";
import { renderFramed } from "../http/render.tsx";
import { api, page } from "../http/route.ts";
import { pathId, type SignedInVisit, type Visit } from "../http/visit.ts";
import { asksForReason } from "../looks/reason.tsx";
import { stepsOf } from "./first_steps.ts";
import { lastGroupOf, noteLastGroup } from "./last_group.ts";
import { chatBoot, conversationPage, listBoot, messagePage, seqOf } from "./chat_data.ts";

haveLateParts(lateParts);

const policy = "signed_in";

export const chatRoutes = [
  page({ method: "GET", path: "/", policy: "public", handle: start }),
  page({ method: "GET", path: "/conversations", policy, handle: showList }),
  page({ method: "GET", path: "/chat/:id", policy, handle: showChat }),
  page({ method: "POST", path: "/chat/:id", policy, handle: submitMessage }),
  page({ method: "POST", path: "/chat/:id/favourite", policy, handle: saveFavourite }),
  api({ method: "GET", path: "/chat/:id/data", policy, handle: chatData }),
  api({ method: "POST", path: "/chat/:id/original", policy, handle: showRemovedContent }),
];

/** Leads to the group that was used last, or to the list. */
async function start(visit: Visit | SignedInVisit): Promise<Response> {
  const { c } = visit;
  keepFlash(visit);
  if (!("context" in visit)) return c.redirect("/auth/login");
  const id = await lastGroupOf(visit);
  return c.redirect(id === undefined ? "/conversations" : `/chat/${encodeURIComponent(id)}`);
}

/** Without scripts, the list is searched by a form. */
async function showList(visit: SignedInVisit): Promise<Response> {
  const filter = (visit.c.req.query("q") ?? "").trim().slice(0, 200);
  const boot = await listBoot(visit, filter);
  const steps = filter === "" ? await stepsOf(visit, boot.conversations) : undefined;
  return renderChat(visit, { ...boot, steps });
}

async function showChat(visit: SignedInVisit): Promise<Response> {
  const beforeSeq = seqOf(visit.c.req.query("before"));
  const id = pathId(visit);
  try {
    const boot = await chatBoot(visit, id, { beforeSeq });
    noteLastGroup(visit, id);
    return renderChat(visit, boot);
  } catch (error) {
    if (!asksForReason(error)) throw error;
    return visit.c.redirect(`/chat/${encodeURIComponent(id)}/look`);
  }
}

/** The form that is sent without scripts. */
async function submitMessage(visit: SignedInVisit): Promise<Response> {
  const conversationId = pathId(visit);
  const content = (await readForm(visit)).text("content");
  return submitForm(
    visit,
    async () => {
      const { held } = await writeMessage(visit.context, { conversationId, content });
      if (held) flash(visit, "success", visit.texts.modes.waits);
      return visit.c.redirect(`/chat/${encodeURIComponent(conversationId)}`, 303);
    },
    async (errors, status) => {
      const refused = { text: content, error: Object.values(errors).join(" ") };
      return renderChat(visit, await chatBoot(visit, conversationId, { refused }), status);
    },
  );
}

/** From the star beside the group's name; a script shows the result by itself. */
async function saveFavourite(visit: SignedInVisit): Promise<Response> {
  const { c, context } = visit;
  const conversationId = pathId(visit);
  const favourite = (await readForm(visit)).text("favourite") === "yes";
  await setFavourite(context, { conversationId, favourite });
  if (c.req.header("Accept") === "application/json") return c.body(null, 204);
  return c.redirect(`/chat/${encodeURIComponent(conversationId)}`, 303);
}

/** The newest page or, with `before`, an older one, of at most `count` messages. */
async function chatData(visit: SignedInVisit): Promise<Response> {
  const { c } = visit;
  const id = pathId(visit);
  const beforeSeq = seqOf(c.req.query("before"));
  if (beforeSeq !== undefined) {
    const count = Math.min(seqOf(c.req.query("count")) ?? limits.historyPage, limits.unreadPage);
    return answerJson(c, await messagePage(visit, id, { beforeSeq, count }));
  }
  return answerJson(c, await conversationPage(visit, id));
}

const removedContentRequest = z.object({ messageId: z.string() });

async function showRemovedContent(visit: SignedInVisit): Promise<Response> {
  const body: unknown = await visit.c.req.json().catch(() => undefined);
  const parsed = removedContentRequest.safeParse(body);
  if (!parsed.success) throw notFound();
  const key = { conversationId: pathId(visit), messageId: parsed.data.messageId };
  return visit.c.json({ content: await readRemovedContent(visit.context, key) });
}

function renderChat(visit: SignedInVisit, boot: ChatBoot, status: 200 | RefusedStatus = 200) {
  const { texts: _inTheScript, ...data } = boot;
  return renderFramed(visit, {
    title: boot.page?.conversation.name ?? visit.texts.common.conversations,
    section: "conversations",
    status,
    scripts: [`chat_${boot.locale}.js`],
    boot: data satisfies ChatPageData,
    content: (
      <div id="chat" class="min-w-0 flex-1">
        <ChatView state={stateOfBoot(boot)} act={noActions} />
      </div>
    ),
  });
}
