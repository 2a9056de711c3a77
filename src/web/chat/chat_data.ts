import { getCookie } from "hono/cookie";
import { listFavourites } from "#core/groups/favourites.ts";
import { describedView, getGroup, listGroups } from "#core/groups/groups.ts";
import { currentEpoch } from "#core/log/read.ts";
import { listMembers } from "#core/groups/members.ts";
import { marksOfNamesakes } from "#core/people/namesakes.ts";
import { coursesOfAsker } from "#core/groups/ask_team.ts";
import { openCourses } from "#core/groups/open_group.ts";
import { officesOfMembers } from "#core/people/places.ts";
import { ownMutes } from "#core/moderation/mutes.ts";
import { ownHeldIn } from "#core/messages/held.ts";
import { readHistoryPage } from "#core/messages/history.ts";
import { limits } from "#wire/limits.ts";
import { lookCookie, lookOf } from "#ui/chat/list_look.ts";
import type { ChatBoot, ConversationPage, OlderPage } from "#ui/chat/chat_state.ts";
import type { SignedInVisit } from "../http/visit.ts";

/**
 * The newest page of a conversation, and its position. The position is read first: events in
 * between are already on the page and arrive again, which changes nothing.
 * @throws {Refusal} not_found
 */
export async function conversationPage(
  { context }: SignedInVisit,
  conversationId: string,
  beforeSeq?: number,
): Promise<ConversationPage> {
  const row = await getGroup(context, conversationId);
  const conversation = describedView(row);
  const count = beforeSeq === undefined ? newestCount(conversation.unread) : limits.historyPage;
  const epoch = await currentEpoch(context);
  const held = row.readSeq === null ? [] : await ownHeldIn(context, conversationId);
  const members = await listMembers(context, conversationId);
  const marks = await marksOfNamesakes(context, conversationId, members);
  const offices = await officesOfMembers(context, conversationId);
  return {
    conversation,
    epoch,
    ...(row.readSeq !== null && { readSeq: row.readSeq }),
    ...(row.mode === "slow" && row.wroteAt !== null && { wroteAt: row.wroteAt }),
    ...((held.length > 0 || row.mode === "hold") && { held }),
    members,
    ...(Object.keys(offices).length > 0 && { offices }),
    ...(marks.size > 0 && { marks: Object.fromEntries(marks) }),
    ...(await messagePage({ context }, conversationId, { beforeSeq, count })),
  };
}

/** A group opens at its first unread message, unless there are too many for a page. */
function newestCount(unread: number): number {
  const count = unread + limits.readBefore;
  return unread <= limits.unreadPage ? Math.max(count, limits.historyPage) : limits.historyPage;
}

export interface Wanted {
  /** Only messages before this seq; without it, the newest. */
  beforeSeq?: number;
  count: number;
}

/**
 * A page of messages, oldest first, and whether there are older ones. @throws {Refusal} not_found
 */
export async function messagePage(
  { context }: Pick<SignedInVisit, "context">,
  conversationId: string,
  { beforeSeq, count }: Wanted,
): Promise<OlderPage> {
  const page = { conversationId, beforeSeq, limit: count };
  const { messages, hasOlder } = await readHistoryPage(context, page);
  return { messages: messages.map(({ view }) => view), hasOlder };
}

/** All data that the page of a group starts with. @throws {Refusal} not_found */
export async function chatBoot(
  visit: SignedInVisit,
  conversationId: string,
  options: { beforeSeq?: number; refused?: ChatBoot["refused"] } = {},
): Promise<ChatBoot> {
  const page = await conversationPage(visit, conversationId, options.beforeSeq);
  return {
    ...(await listBoot(visit)),
    page,
    olderPage: options.beforeSeq !== undefined,
    refused: options.refused,
  };
}

/** The same for the list. */
export async function listBoot(visit: SignedInVisit, filter?: string): Promise<ChatBoot> {
  const { actor, context, config, identity, locale, texts, services } = visit;
  const conversations = await listGroups(context);
  return {
    reader: {
      id: actor.id,
      name: actor.name,
      role: actor.role,
      office: actor.office,
      cases: actor.attention?.cases || undefined,
      answers: actor.attention?.answers || undefined,
      mutes: actor.attention?.mutes ? await ownMutes(context) : undefined,
    },
    locale,
    texts: { chat: texts.chat, common: texts.common },
    wsUrl: config.wsUrl.href,
    institution: identity.name,
    nowMs: services.clock.now(),
    conversations,
    opens: await beginningOf(visit),
    favourites: await listFavourites(context),
    look: lookOf(getCookie(visit.c, lookCookie)),
    filter,
    flash: visit.flash,
    olderPage: false,
  };
}

/**
 * Where a student begins a conversation: with the staff of a course, as long as there is none, or else in a
 * group of their own, to which the page for asking leads as well.
 */
async function beginningOf({ context, texts }: SignedInVisit): Promise<ChatBoot["opens"]> {
  const courses = await coursesOfAsker(context);
  if (courses.some(({ conversationId }) => conversationId === null)) {
    return { href: "/ask", label: texts.ask.title };
  }
  const opens = (await openCourses(context)).length > 0;
  return opens ? { href: "/own-groups/create", label: texts.ownGroups.openTitle } : undefined;
}

/** A position in a query, such as `before=120`; undefined if it is invalid. */
export function seqOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}
