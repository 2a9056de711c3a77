import { z } from "zod";
import { askTeam } from "#core/groups/ask_team.ts";
import { getGroup } from "#core/groups/groups.ts";
import { titleIn } from "../ask/routes.tsx";
import { endpoint } from "./endpoint.ts";
import * as schemas from "./schemas.ts";
import { listedOf } from "./shapes.ts";

export const askApi = [
  endpoint({
    method: "POST",
    path: "/api/questions",
    policy: "signed_in",
    tag: "Groups of students' own",
    summary: "Write to the staff of a course: the first time makes your conversation with them",
    body: schemas.newQuestion,
    answer: z.object({ conversation: schemas.listedConversation }),
    status: 201,
    async handle(visit, { body: { course_id: courseId, content } }) {
      const { context } = visit;
      const { id } = await askTeam(context, { courseId, content, title: titleIn(visit) });
      return { conversation: listedOf(await getGroup(context, id)) };
    },
  }),
];
