/** The requests of the API that set who may write in a group. */
import { z } from "zod";
import { groupLimits, heldLimits, limits } from "#wire/limits.ts";
import { oneLine } from "#wire/text.ts";
import { holdFor, id, mode, slowSeconds, text } from "./schemas.ts";

export const newMode = z
  .strictObject({
    mode,
    until: z.string().max(limits.idChars).nullable().optional().meta({
      format: "date-time",
      description: "When it ends, within a year; without it, it stays",
    }),
    reason: text(groupLimits.modeReasonChars, oneLine).optional().meta({
      description: "A sentence that members read",
    }),
    seconds: slowSeconds.optional().meta({ description: "For slow: between two messages" }),
    hold_for: holdFor
      .optional()
      .meta({ description: "For hold: everyone, unless it says otherwise" }),
    user_ids: z.array(id).max(heldLimits.people).optional().meta({
      description: "For hold: the members whose messages wait, if they are chosen",
    }),
  })
  .meta({ examples: [{ mode: "slow", seconds: 30, reason: "Please read before you write." }] });
