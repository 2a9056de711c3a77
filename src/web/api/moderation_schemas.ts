/** The requests and answers of the API about reports and cases. */
import { z } from "zod";
import { caseLimits, limits } from "#wire/limits.ts";
import { caseDecisions, caseOutcomes, reportReasons } from "#wire/moderation.ts";
import { oneLine, severalLines } from "#wire/text.ts";
import { redaction } from "./message_schemas.ts";
import { id, text, time, wholeNumber } from "./schemas.ts";

const reason = z.enum(reportReasons).meta({ description: "What a report is about" });
const decision = z.enum(caseDecisions);
const outcome = z.enum(caseOutcomes);
const words = text(caseLimits.wordsChars, severalLines);
const toPerson = text(caseLimits.textChars, severalLines).optional().meta({
  description: "To the person concerned; without it they read the usual words",
});
const version = wholeNumber.meta({
  description: "As you have seen it: a case that has changed since is not decided",
});
const state = z.enum(["open", "decided", "appealed", "closed"]).meta({
  description: "Decided until the person appeals; closed after the decision about that",
});
const named = z.object({ id: z.string(), name: z.string() });

export const newReport = z
  .strictObject({ reason, words: words.optional() })
  .meta({ examples: [{ reason: "insult", words: "The third time this week" }] });

export const caseFields = z
  .object({
    id: z.string(),
    number: wholeNumber.meta({ description: "Counts the cases of the course" }),
    course_id: z.string(),
    conversation: z.object({ id: z.string(), name: z.string().nullable() }),
    message_id: z.string().nullable().meta({ description: "null for a case about a person" }),
    subject: named.meta({ description: "The author of the message, or the person" }),
    reason,
    state,
    version,
    reports: wholeNumber.meta({ description: "How many members have reported it" }),
    noticed: z.string().nullable().meta({
      description: "What a word rule of the course found; null if members reported it",
    }),
    created_at: time,
    changed_at: time,
    claimed_by: named.nullable().meta({ description: "Who looks at it" }),
    decision: decision.nullable(),
    decided_by: named.nullable(),
    decided_at: time.nullable(),
    outcome: outcome.nullable().meta({ description: "Of the appeal" }),
  })
  .meta({ id: "Case" });

export const wholeCase = z
  .object({
    case: caseFields,
    content: z.string().meta({ description: "What the message said when it was first reported" }),
    reports: z.array(
      z.object({
        user_id: z.string(),
        name: z.string(),
        reason,
        words: z.string(),
        content: z.string().meta({ description: "What the message said then" }),
        created_at: time,
      }),
    ),
    context: z
      .array(
        z.object({
          id: z.string(),
          sender_id: z.string(),
          sender_name: z.string(),
          content: z.string(),
          sent_at: time,
        }),
      )
      .meta({ description: "The messages around it, as they are now; reading them is recorded" }),
    decision_text: z.string().nullable(),
    appeal_text: z.string().nullable(),
    outcome_text: z.string().nullable(),
    earlier: z.array(caseFields).meta({ description: "Other cases about the person" }),
  })
  .meta({ id: "WholeCase" });

export const caseQuery = z.strictObject({
  list: z.enum(["open", "mine", "decided"]).optional(),
  course_id: id.optional(),
  page: z
    .preprocess(
      (value) => (typeof value === "string" && /^\d{1,6}$/.test(value) ? Number(value) : value),
      z.int().min(1),
    )
    .optional(),
});

export const caseList = z.object({
  cases: z.array(caseFields),
  page: wholeNumber,
  pages: wholeNumber,
  counts: z.object({ open: wholeNumber, mine: wholeNumber, decided: wholeNumber }),
});

export const claim = z
  .strictObject({
    take_over: z.boolean().optional().meta({
      description: "From somebody else who looks at it",
    }),
  })
  .meta({ examples: [{ take_over: false }] });

export const newDecision = z
  .strictObject({
    decision,
    version,
    text: toPerson,
    reason: text(limits.reasonChars, oneLine).optional().meta({
      description: "The group sees it where the message is removed or a part of it hidden",
    }),
    span: redaction
      .pick({ start: true, end: true, revision: true })
      .optional()
      .meta({ description: "The part that `redact` hides" }),
    mute_until: time.optional().meta({
      description: "Until when to keep the person from writing in the group as well",
    }),
  })
  .meta({ examples: [{ decision: "warn", version: 1 }] });

export const newOutcome = z
  .strictObject({ outcome, version, text: toPerson })
  .meta({ examples: [{ outcome: "kept", version: 3 }] });

export const newAppeal = z
  .strictObject({ words: words.min(1) })
  .meta({ examples: [{ words: "It was a quotation" }] });

export const answers = z.object({
  decisions: z
    .array(
      z
        .object({
          id: z.string(),
          conversation_name: z.string().nullable(),
          message_id: z.string().nullable(),
          content: z.string(),
          reason,
          state,
          decision,
          text: z.string().nullable().meta({ description: "null for the usual words" }),
          decided_at: time,
          mute_until: time.nullable().meta({ description: "Until when the person may not write" }),
          decided_by: z.string().meta({ description: "Empty if the account was deleted" }),
          appeal_text: z.string().nullable(),
          outcome: outcome.nullable(),
          outcome_text: z.string().nullable(),
          is_new: z.boolean(),
        })
        .meta({ id: "OwnDecision" }),
    )
    .meta({ description: "What staff have decided about you; who reported is not said" }),
  reports: z.array(
    z
      .object({
        conversation_name: z.string().nullable(),
        subject_name: z.string(),
        is_message: z.boolean(),
        reason,
        created_at: time,
        decided_at: time.nullable(),
        is_new: z.boolean(),
      })
      .meta({ id: "OwnReport" }),
  ),
});
