/** The requests and answers of the API about changes to a message. */
import { z } from "zod";
import { limits } from "#wire/limits.ts";
import { oneLine } from "#wire/text.ts";
import { text, time, wholeNumber } from "./schemas.ts";

export const redaction = z
  .strictObject({
    start: wholeNumber.meta({
      description: "In UTF-16 units of the text; whole characters are hidden",
    }),
    end: wholeNumber.meta({ description: "Exclusive" }),
    revision: wholeNumber.optional().meta({
      description: "That of the message in which you chose the part; none if it was never changed",
    }),
    reason: text(limits.reasonChars, oneLine).optional(),
  })
  .meta({ examples: [{ start: 8, end: 20, reason: "A telephone number" }] });

export const messageVersion = z
  .object({
    revision: wholeNumber.meta({ description: "0 is the text as it was posted" }),
    content: z.string(),
    change: z.enum(["edit", "remove", "redact"]).meta({ description: "What ended this version" }),
    reason: z.string().nullable(),
    at: time,
    by: z.object({
      user_id: z.string(),
      name: z.string().meta({ description: "Empty when the account was deleted" }),
    }),
    by_rule: z.boolean().meta({
      description: "Whether a word rule hid the part, when its author wrote it",
    }),
  })
  .meta({ id: "MessageVersion" });
