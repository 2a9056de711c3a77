/** The requests of the API about looks and the staff log. */
import { z } from "zod";
import { logTopics } from "#core/audit/audit_reading.ts";
import { limits, logLimits, lookLimits } from "#wire/limits.ts";
import { oneLine } from "#wire/text.ts";
import { queryNumber, text } from "./schemas.ts";

export const looksQuery = z.object({
  limit: queryNumber(200).default(lookLimits.pageSize).meta({
    description: "Maximum number of looks per page; 50 by default",
  }),
  page: queryNumber(1_000_000).meta({ description: "The number of the page, from 1" }),
});

const day = z.iso.date().optional();
export const logQuery = z.object({
  q: text(logLimits.searchChars).default("").meta({
    description: "Words in the name of a person or group that an entry is about or by",
  }),
  actor_id: text(limits.idChars).default("").meta({ description: "Who did it" }),
  topic: z.enum(logTopics).optional(),
  from: day.meta({ description: "The first day, in UTC" }),
  until: day.meta({ description: "The last day, in UTC" }),
  page: queryNumber(1_000_000).meta({ description: "The number of the page, from 1" }),
});

export const logSettings = z
  .strictObject({
    teachers_read: z.boolean().meta({
      description:
        "Whether teachers read what concerns their courses, and not only their own entries",
    }),
    kept_days: z.literal(logLimits.keptDaysChoices),
  })
  .meta({ examples: [{ teachers_read: false, kept_days: 365 }] });

export const newLook = z
  .strictObject({ reason: text(limits.reasonChars, oneLine).min(1) })
  .meta({ examples: [{ reason: "To prepare the next lab" }] });
