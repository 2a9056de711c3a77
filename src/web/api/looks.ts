import { z } from "zod";
import { beginLook } from "#core/audit/looks.ts";
import { type Look, whoLookedInto } from "#core/audit/who_looked.ts";
import { pathId } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import { looksQuery, newLook } from "./oversight_schemas.ts";
import * as schemas from "./schemas.ts";

const look = z
  .object({
    id: z.string(),
    user_id: z.string(),
    user_name: z.string().nullable().meta({ description: "null if the account was deleted" }),
    office: z.enum(["admin", "teacher", "tutor"]),
    reason: z
      .string()
      .nullable()
      .meta({ description: "`#41` for case 41 of the course, `#rule` for trying out a word rule" }),
    began_at: schemas.time,
    last_at: schemas.time.meta({ description: "When they last read" }),
    shown_late_at: schemas.time.nullable().meta({
      description: "Since when it is shown, if a report about the group was open before",
    }),
  })
  .meta({ id: "Look" });

const path = "/api/conversation/:id/looks";

export const lookApi = [
  endpoint({
    method: "POST",
    path,
    policy: "course_staff",
    tag: "Groups",
    summary: "Begin to look into a group from outside, with a reason that its members see",
    body: newLook,
    async handle(visit, { body: { reason } }) {
      await beginLook(visit.context, { conversationId: pathId(visit), reason });
    },
  }),
  endpoint({
    method: "GET",
    path,
    policy: "signed_in",
    tag: "Groups",
    summary: "List the staff who read a group without being a member of it, newest first",
    query: looksQuery,
    answer: z.object({
      looks: z.array(look),
      total: schemas.wholeNumber,
      page: schemas.wholeNumber,
      pages: schemas.wholeNumber,
    }),
    async handle(visit, { query }) {
      const { looks, ...rest } = await whoLookedInto(visit.context, pathId(visit), query);
      return { looks: looks.map(answerOf), ...rest };
    },
  }),
];

function answerOf({ shownLate, ...found }: Look): z.output<typeof look> {
  return {
    id: found.id,
    user_id: found.actorId,
    user_name: found.actorName,
    office: found.office,
    reason: found.reason,
    began_at: found.beganAt,
    last_at: found.lastAt,
    shown_late_at: shownLate ?? null,
  };
}
