/** Deleted groups, which can be restored for a while. */
import { z } from "zod";
import {
  type DeletedGroup,
  eraseForGood,
  listDeletedGroups,
  restoreGroup,
} from "#core/groups/bin.ts";
import { getGroup } from "#core/groups/groups.ts";
import { pathId } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import * as schemas from "./schemas.ts";
import { listedOf } from "./shapes.ts";

const tag = "Groups";
const policy = "teachers";
const path = "/api/deleted-conversations";

const deleted = z
  .object({
    id: z.string(),
    course_id: z.string(),
    name: z.string(),
    messages: schemas.wholeNumber,
    members: schemas.wholeNumber,
    deleted_at: schemas.time,
    deleted_by: z.string().nullable().meta({ description: "A name; null if the account is gone" }),
    erased_at: schemas.time.meta({ description: "Until then it can be restored" }),
  })
  .meta({ id: "DeletedConversation" });

const confirmation = z
  .strictObject({ name: schemas.groupName })
  .meta({ examples: [{ name: "Team 1" }] });

export const binApi = [
  endpoint({
    method: "GET",
    path,
    policy,
    tag,
    summary: "List deleted groups that you may restore, deleted last first",
    answer: z.object({ conversations: z.array(deleted) }),
    async handle({ context }) {
      return { conversations: (await listDeletedGroups(context)).map(deletedOf) };
    },
  }),
  endpoint({
    method: "POST",
    path: `${path}/:id/restore`,
    policy,
    tag,
    summary: "Restore a deleted group with its members and messages",
    answer: z.object({ conversation: schemas.listedConversation }),
    async handle(visit) {
      const { context } = visit;
      const id = pathId(visit);
      await restoreGroup(context, id);
      return { conversation: listedOf(await getGroup(context, id)) };
    },
  }),
  endpoint({
    method: "POST",
    path: `${path}/:id/erase`,
    policy,
    tag,
    summary:
      "Erase a deleted group before its 30 days are over; its name confirms that it is the right one",
    body: confirmation,
    handle: (visit, { body: { name } }) => eraseForGood(visit.context, { id: pathId(visit), name }),
  }),
];

function deletedOf(group: DeletedGroup) {
  const { id, name, messages, members } = group;
  return {
    id,
    course_id: group.courseId,
    name,
    messages,
    members,
    deleted_at: group.deletedAt,
    deleted_by: group.deletedBy,
    erased_at: group.erasedAt,
  };
}
