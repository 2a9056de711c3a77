import { z } from "zod";
import { modeView } from "#core/groups/modes.ts";
import { listWorkbench, type WorkbenchGroup } from "#core/groups/workbench.ts";
import { pathId } from "../http/visit.ts";
import { groupFigures, groupsQuery } from "./course_schemas.ts";
import { endpoint } from "./endpoint.ts";
import { modeOf } from "./shapes.ts";

export const workbenchApi = [
  endpoint({
    method: "GET",
    path: "/api/courses/:id/groups",
    policy: "course_staff",
    tag: "Courses",
    summary: "List the groups of a course with what happens in them, in numbers",
    query: groupsQuery,
    answer: z.object({ groups: z.array(groupFigures) }),
    async handle(visit, { query: { sort } }) {
      const groups = await listWorkbench(visit.context, { courseId: pathId(visit), sort });
      return { groups: groups.map(figuresOf) };
    },
  }),
];

function figuresOf(group: WorkbenchGroup): z.output<typeof groupFigures> {
  const { id, name, description, members, writers, messages, week, earlier, need } = group;
  return {
    id,
    name,
    description,
    members,
    writers,
    messages,
    messages_week: week,
    messages_week_before: earlier,
    last_sent_at: group.lastSentAt,
    need: need?.kind ?? null,
    mode: modeOf(modeView(group)),
  };
}
