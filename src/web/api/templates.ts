/** The reasons for removing that a course offers. */
import { z } from "zod";
import { changeTemplates, listTemplates } from "#core/courses/templates.ts";
import { pathId } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import * as schemas from "./course_schemas.ts";

const tag = "Courses";
const path = "/api/courses/:id/templates";
const answer = z.object({ templates: z.array(schemas.template) });

export const templateApi = [
  endpoint({
    method: "GET",
    path,
    policy: "course_staff",
    tag,
    summary: "List the reasons for removing a message that a course offers",
    answer,
    handle: async (visit) => ({ templates: await listTemplates(visit.context, pathId(visit)) }),
  }),
  endpoint({
    method: "PUT",
    path,
    policy: "teachers",
    tag,
    summary: "Replace the reasons for removing a message that a course offers",
    body: schemas.templates,
    answer,
    async handle(visit, { body: { templates: wanted } }) {
      const change = { shown: "all", wanted } as const;
      return { templates: await changeTemplates(visit.context, pathId(visit), change) };
    },
  }),
];
