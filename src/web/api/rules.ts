/** The word rules of a course. */
import { z } from "zod";
import {
  addRule,
  changeRule,
  deleteRule,
  listRules,
  ruleActions,
  ruleKinds,
  switchRule,
  type WordRule,
} from "#core/rules/word_rules.ts";
import { placeOfText, placeText, type Rehearsal, rehearseRule } from "#core/rules/rehearse.ts";
import { ruleLimits } from "#wire/limits.ts";
import { oneLine, severalLines } from "#wire/text.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import * as schemas from "./schemas.ts";

const tag = "Courses";
const policy = "teachers";
const path = "/api/courses/:id/rules";

const kind = z.enum(ruleKinds);
const action = z.enum(ruleActions).meta({
  description:
    "mask hides it for everyone but staff, hold keeps the message for approval, refuse does not send it, report makes a case",
});
const version = schemas.wholeNumber.meta({ description: "Counts its changes" });

const rule = z
  .object({
    id: z.string(),
    kind,
    searched: z.string(),
    action,
    sentence: z.string(),
    live: z.boolean().meta({ description: "Otherwise it is a draft" }),
    version,
  })
  .meta({ id: "WordRule" });

const fields = {
  kind,
  searched: schemas.text(ruleLimits.wordsChars, severalLines).min(1).meta({
    description:
      "Words or phrases, one a line, found as whole words in any case; or one pattern of RE2, in one line",
  }),
  action,
  sentence: schemas.text(ruleLimits.sentenceChars, oneLine).optional().meta({
    description: "For the author, if refused; for everyone, if masked. A refusal needs it",
  }),
};
const example = { kind: "words", searched: "solution 3", action: "report" };
const newRule = z.strictObject(fields).meta({ examples: [example] });
const ruleChange = z.strictObject({ ...fields, version }).meta({
  examples: [{ ...example, version: 1 }],
});
const ruleSwitch = z.strictObject({ live: z.boolean(), version }).meta({
  examples: [{ live: true, version: 1 }],
});

const one = z.object({ rule });
const rehearsalQuery = z.object({
  from: z.string().max(100).default("").meta({ description: "`next` of the step before" }),
});
const rehearsal = z
  .object({
    searched: schemas.wholeNumber.meta({ description: "Messages that this step has searched" }),
    found: schemas.wholeNumber.meta({ description: "How many the rule finds something in" }),
    groups: schemas.wholeNumber,
    groups_done: schemas.wholeNumber.meta({ description: "Searched so far, in all steps" }),
    next: z.string().nullable().meta({ description: "Where it goes on; null at the end" }),
    messages: z
      .array(
        z.object({
          id: z.string(),
          conversation: z.object({ id: z.string(), name: z.string() }),
          sender: z.object({ id: z.string(), name: z.string() }),
          content: z.string(),
          sent_at: schemas.time,
          spans: z.array(z.object({ start: schemas.wholeNumber, end: schemas.wholeNumber })),
        }),
      )
      .meta({ description: "The first of those; each group sees that you looked in" }),
  })
  .meta({ id: "Rehearsal" });

export const ruleApi = [
  endpoint({
    method: "GET",
    path,
    policy,
    tag,
    summary: "List the word rules of a course, drafts included",
    answer: z.object({ rules: z.array(rule) }),
    async handle(visit) {
      return { rules: (await listRules(visit.context, pathId(visit))).map(ruleOf) };
    },
  }),
  endpoint({
    method: "POST",
    path,
    policy,
    tag,
    summary: "Make a word rule, as a draft",
    body: newRule,
    answer: one,
    status: 201,
    async handle(visit, { body }) {
      return { rule: ruleOf(await addRule(visit.context, pathId(visit), body)) };
    },
  }),
  endpoint({
    method: "PUT",
    path: `${path}/:ruleId`,
    policy,
    tag,
    summary: "Change a word rule, which becomes a draft",
    body: ruleChange,
    answer: one,
    async handle(visit, { body: { version: seen, ...input } }) {
      const key = { ...keyOf(visit), version: seen };
      return { rule: ruleOf(await changeRule(visit.context, key, input)) };
    },
  }),
  endpoint({
    method: "POST",
    path: `${path}/:ruleId/switch`,
    policy,
    tag,
    summary: "Switch a word rule on or off; on, it counts for messages from now on",
    body: ruleSwitch,
    answer: one,
    async handle(visit, { body: { live, version: seen } }) {
      const key = { ...keyOf(visit), version: seen };
      return { rule: ruleOf(await switchRule(visit.context, key, live)) };
    },
  }),
  endpoint({
    method: "GET",
    path: `${path}/:ruleId/rehearsal`,
    policy,
    tag,
    summary:
      "Search the messages of the last 30 days by a word rule, step by step; nothing changes",
    query: rehearsalQuery,
    answer: rehearsal,
    async handle(visit, { query: { from } }) {
      return rehearsalOf(await rehearseRule(visit.context, keyOf(visit), placeOfText(from)));
    },
  }),
  endpoint({
    method: "DELETE",
    path: `${path}/:ruleId`,
    policy,
    tag,
    summary: "Delete a word rule; what it did stays",
    async handle(visit) {
      await deleteRule(visit.context, keyOf(visit));
    },
  }),
];

function keyOf(visit: SignedInVisit) {
  return { courseId: pathId(visit), id: pathId(visit, "ruleId") };
}

function ruleOf({ isLive, ...fieldsOfRule }: WordRule): z.output<typeof rule> {
  return { ...fieldsOfRule, live: isLive === 1 };
}

function rehearsalOf({ next, messages, ...step }: Rehearsal): z.output<typeof rehearsal> {
  return {
    searched: step.searched,
    found: step.found,
    groups: step.groups,
    groups_done: step.groupsDone,
    next: next ? placeText(next) : null,
    messages: messages.map(({ message, groupName, spans }) => ({
      id: message.id,
      conversation: { id: message.conversationId, name: groupName },
      sender: { id: message.senderId, name: message.senderName },
      content: message.content,
      sent_at: message.sentFromServer,
      spans,
    })),
  };
}
