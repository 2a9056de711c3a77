import { z } from "zod";
import { setGroupAudience } from "#core/groups/audience.ts";
import { archiveGroup } from "#core/groups/archive.ts";
import { deleteGroup } from "#core/groups/bin.ts";
import {
  createGroup,
  getGroup,
  listGroups,
  listGroupsOf,
  listWholeGroups,
  updateGroup,
} from "#core/groups/groups.ts";
import { reorderGroups } from "#core/groups/group_order.ts";
import { Refusal } from "#core/refusals.ts";
import { markRead } from "#core/groups/members.ts";
import { setMode } from "#core/groups/modes.ts";
import { pathId } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import * as schemas from "./schemas.ts";
import { newMode } from "./mode_schemas.ts";
import { peopleOf } from "./people_of.ts";
import { conversationOf, listedOf, modeOf } from "./shapes.ts";

const tag = "Groups";

/** The original system's request, with its names. */
const originalRoutes = [
  endpoint({
    method: "GET",
    path: "/api/user/:id/conversations",
    policy: "signed_in",
    tag,
    summary: "List the groups a user belongs to: your own or, for staff, anyone's",
    answer: z.object({ conversations: z.array(schemas.joinedConversation) }),
    async handle(visit) {
      const userId = pathId(visit);
      const rows = await listGroupsOf(visit.context, userId);
      if (rows.length === 0) {
        throw new Refusal("not_found", { reason: "conversations_none" });
      }
      return {
        conversations: rows.map((row) => ({
          ...conversationOf(row),
          conversation_id: row.id,
          user_id: userId,
          role: row.memberRole ?? "member",
          joined_at: row.joinedAt ?? row.createdAt,
        })),
      };
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/conversation/:id",
    policy: "signed_in",
    tag,
    summary: "Get a group; its key is `messages`, as in the original system",
    answer: z.object({ messages: schemas.conversation }),
    async handle(visit) {
      return { messages: conversationOf(await getGroup(visit.context, pathId(visit))) };
    },
  }),
];

const one = z.object({ conversation: schemas.listedConversation });

export const conversationApi = [
  ...originalRoutes,
  endpoint({
    method: "GET",
    path: "/api/conversations",
    policy: "signed_in",
    tag,
    summary: "List every group you may see, in order, with unread counts",
    answer: z.object({ conversations: z.array(schemas.listedConversation) }),
    async handle({ context }) {
      return { conversations: (await listWholeGroups(context)).map(listedOf) };
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/conversations",
    policy: "teachers",
    tag,
    summary: "Create a group; you become its owner",
    body: schemas.newConversation,
    answer: one,
    status: 201,
    async handle({ c, context }, { body }) {
      const { name, description = "", course_id: courseId, set_id: setId, audience } = body;
      const members = await peopleOf(context, body.members ?? []);
      const input = { name, description, members, courseId, setId, audience };
      const { id } = await createGroup(context, input);
      c.header("Location", `/api/conversation/${id}`);
      return { conversation: listedOf(await getGroup(context, id)) };
    },
  }),
  endpoint({
    method: "PUT",
    path: "/api/conversations/order",
    policy: "teachers",
    tag,
    summary: "Put groups in this order; groups not listed follow in their present order",
    body: schemas.conversationOrder,
    answer: z.object({ ids: z.array(z.string()) }),
    async handle({ context }, { body }) {
      await reorderGroups(context, body.ids);
      return { ids: (await listGroups(context)).map(({ id }) => id) };
    },
  }),
  endpoint({
    method: "PATCH",
    path: "/api/conversation/:id",
    policy: "teachers",
    tag,
    summary: "Change the name, description or set of a group, or whom it is for, or archive it",
    body: schemas.conversationChange,
    answer: one,
    async handle(visit, { body }) {
      const { context } = visit;
      const { id, name, description } = await getGroup(context, pathId(visit));
      const { archived, set_id: setId, audience, ...texts } = body;
      if (archived === false) await archiveGroup(context, { id, isAway: false });
      if (audience !== undefined) await setGroupAudience(context, { id, audience });
      const isOther = archived !== undefined || audience !== undefined;
      if (!isOther || setId !== undefined || Object.keys(texts).length > 0) {
        await updateGroup(context, id, { name, description, setId, ...texts });
      }
      if (archived) await archiveGroup(context, { id, isAway: true });
      return { conversation: listedOf(await getGroup(context, id)) };
    },
  }),
  endpoint({
    method: "PUT",
    path: "/api/conversation/:id/mode",
    policy: "signed_in",
    tag,
    summary: "Set who may write in a group; its owners and moderators may make writing slow",
    body: newMode,
    answer: z.object({ mode: schemas.conversationMode }),
    async handle(visit, { body }) {
      const { hold_for: holdFor, user_ids: userIds, ...input } = body;
      const wanted = { ...input, holdFor, userIds };
      return { mode: modeOf(await setMode(visit.context, pathId(visit), wanted)) };
    },
  }),
  endpoint({
    method: "DELETE",
    path: "/api/conversation/:id",
    policy: "teachers",
    tag,
    summary: "Delete a group with its messages; it can be restored for 30 days",
    handle: (visit) => deleteGroup(visit.context, pathId(visit)),
  }),
  endpoint({
    method: "POST",
    path: "/api/conversation/:id/read",
    policy: "signed_in",
    tag,
    summary: "Mark everything up to this seq as read",
    body: schemas.readPosition,
    answer: z.object({ unread: schemas.wholeNumber }),
    async handle(visit, { body: { seq } }) {
      const { context } = visit;
      const row = await getGroup(context, pathId(visit));
      const moved = await markRead(context, { conversationId: row.id, seq });
      return moved ?? { unread: listedOf(row).unread };
    },
  }),
];
