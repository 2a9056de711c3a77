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
  description: "mask hides it for everyone but staff, refuse does not send it, report makes a case",
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
