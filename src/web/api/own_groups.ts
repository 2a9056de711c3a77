import { z } from "zod";
import { addCompanions, leaveOpenedGroup, openGroup } from "#core/groups/open_group.ts";
import { getGroup } from "#core/groups/groups.ts";
import { listMembers } from "#core/groups/members.ts";
import { pathId } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import * as schemas from "./schemas.ts";
import { listedOf, memberOf } from "./shapes.ts";

const tag = "Groups of students' own";
const policy = "signed_in";

export const ownGroupApi = [
  endpoint({
    method: "POST",
    path: "/api/own-groups",
    policy,
    tag,
    summary: "Open a group as a student, in a course that allows it; you become its owner",
    body: schemas.newOwnGroup,
    answer: z.object({ conversation: schemas.listedConversation }),
    status: 201,
    async handle({ context }, { body }) {
      const { name, description = "", course_id: courseId, user_ids: userIds = [] } = body;
      const people = { userIds, addresses: body.emails ?? [] };
      const { id } = await openGroup(context, { name, description, courseId, people });
      return { conversation: listedOf(await getGroup(context, id)) };
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/own-groups/:id/people",
    policy,
    tag,
    summary: "Add people of the course to a group that you opened",
    body: schemas.companions,
    answer: z.object({ members: z.array(schemas.member) }),
    status: 201,
    async handle(visit, { body: { user_ids: userIds = [], emails: addresses = [] } }) {
      const { context } = visit;
      await addCompanions(context, pathId(visit), { userIds, addresses });
      return { members: (await listMembers(context, pathId(visit))).map(memberOf) };
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/own-groups/:id/leave",
    policy,
    tag,
    summary: "Leave a group that a student opened",
    handle: (visit) => leaveOpenedGroup(visit.context, pathId(visit)),
  }),
];
