import { z } from "zod";
import { getGroup } from "#core/groups/groups.ts";
import {
  addMembers,
  changeMemberRole,
  listMembers,
  removeFromGroup,
  replaceMembers,
} from "#core/groups/members.ts";
import { notFound } from "#core/refusals.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import * as schemas from "./schemas.ts";
import { peopleOf } from "./people_of.ts";
import { memberOf } from "./shapes.ts";

const tag = "Members";
const path = "/api/conversation/:id/members";
const all = z.object({ members: z.array(schemas.member) });

export const memberApi = [
  endpoint({
    method: "GET",
    path,
    policy: "signed_in",
    tag,
    summary: "List the members of a group",
    answer: all,
    handle: everybody,
  }),
  endpoint({
    method: "POST",
    path,
    policy: "course_staff",
    tag,
    summary: "Add people to a group; existing members stay unchanged",
    body: schemas.newMembers,
    answer: all,
    status: 201,
    async handle(visit, { body }) {
      const { context } = visit;
      await addMembers(context, pathId(visit), await peopleOf(context, body.members));
      return everybody(visit);
    },
  }),
  endpoint({
    method: "PUT",
    path,
    policy: "course_staff",
    tag,
    summary: "Replace the members of a group with exactly these people",
    body: schemas.allMembers,
    answer: all,
    async handle(visit, { body }) {
      const { id } = await getGroup(visit.context, pathId(visit));
      await replaceMembers(visit.context, id, await peopleOf(visit.context, body.members));
      return everybody(visit);
    },
  }),
  endpoint({
    method: "PATCH",
    path: `${path}/:userId`,
    policy: "course_staff",
    tag,
    summary: "Change a member's role in the group",
    body: schemas.memberChange,
    answer: z.object({ member: schemas.member }),
    async handle(visit, { body: { role } }) {
      const key = keyOf(visit);
      await changeMemberRole(visit.context, { ...key, role });
      const present = await listMembers(visit.context, key.conversationId);
      const changed = present.find(({ userId }) => userId === key.userId);
      if (!changed) throw notFound();
      return { member: memberOf(changed) };
    },
  }),
  endpoint({
    method: "DELETE",
    path: `${path}/:userId`,
    policy: "course_staff",
    tag,
    summary: "Remove a member from a group",
    handle: (visit) => removeFromGroup(visit.context, keyOf(visit)),
  }),
];

async function everybody(visit: SignedInVisit): Promise<z.output<typeof all>> {
  return { members: (await listMembers(visit.context, pathId(visit))).map(memberOf) };
}

function keyOf(visit: SignedInVisit) {
  return { conversationId: pathId(visit), userId: pathId(visit, "userId") };
}
