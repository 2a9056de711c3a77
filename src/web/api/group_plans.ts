/** The group maker: a plan divides people by rules, and its groups are created together. */
import { z } from "zod";
import { makePlannedGroups, undoPlannedGroups } from "#core/maker/make_groups.ts";
import type { PlanInput } from "#core/maker/plan.ts";
import { getPlan, type PlanView } from "#core/maker/plan_view.ts";
import {
  changePlan,
  dropPlan,
  movePerson,
  type PlanKey,
  shufflePlan,
  startPlan,
  swapPeople,
} from "#core/maker/plans.ts";
import { groupLimits, makerLimits } from "#wire/limits.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import { id, text, wholeNumber } from "./schemas.ts";

const tag = "Group plans";
const policy = "teachers";
const path = "/api/courses/:id/group-plans";
/** Thousands of ids. */
const bodyBytesMax = 1024 * 1024;

const ids = (max: number) => z.array(id).max(max);
const rules = z.array(ids(makerLimits.peopleInRule).min(2)).max(makerLimits.rules);

const input = z
  .strictObject({
    set: text(groupLimits.setNameChars).optional().meta({
      description: "The name of the set that the groups will be in; it is made if there is none",
    }),
    who: z
      .string()
      .regex(/^(all|free|picked|(free|in):[\w-]{1,128})$/)
      .meta({
        description:
          "all: all students of the course; free: those in no group; free:<set id>: those in no group of the set; in:<set id>: those in one; picked: the given ones",
      }),
    user_ids: ids(makerLimits.people).optional().meta({ description: "Those who are picked" }),
    by: z.enum(["groups", "size"]).meta({
      description: "Whether count is the number of groups, or at most how many are in each",
    }),
    count: z.int().min(1).max(makerLimits.people),
    pattern: text(groupLimits.nameChars).optional().meta({
      description: "The names, with # for the number",
    }),
    names: z.array(text(groupLimits.nameChars).min(1)).max(groupLimits.atOnce).optional(),
    description: text(groupLimits.descriptionChars).optional(),
    together: rules.optional().meta({ description: "Each of these lists is in one group" }),
    apart: rules.optional().meta({ description: "No two of each list are in one group" }),
    attribute: z
      .strictObject({ key: text(120).min(1), mode: z.enum(["balance", "spread"]) })
      .nullable()
      .optional()
      .meta({ description: "Something that the course knows about its students" }),
    rotates: z.boolean().optional().meta({
      description: "Archive the groups that the set has now, as an earlier round",
    }),
    earlier_set_ids: ids(groupLimits.setsInCourse).optional().meta({
      description: "Nobody meets a partner of the groups of these sets again",
    }),
  })
  .meta({ examples: [{ who: "all", by: "size", count: 4, pattern: "Team #" }] });

const report = z.object({
  split: z.array(z.object({ user_ids: z.array(z.string()), groups: z.array(wholeNumber) })),
  not_apart: z.array(z.object({ user_ids: z.array(z.string()), group: wholeNumber })),
  met_before: z.array(z.object({ user_ids: z.array(z.string()), group: wholeNumber })),
  uneven: z.array(wholeNumber),
  contradictions: z.array(
    z.object({
      why: z.enum(["apart", "size", "groups", "earlier"]),
      together: z.array(z.array(z.string())),
      apart: z.array(z.array(z.string())),
    }),
  ),
});

const plan = z
  .object({
    id: z.string(),
    version: wholeNumber.meta({ description: "Counts the changes" }),
    dividing: z.boolean().meta({ description: "Get the plan again to see the groups" }),
    groups: z.array(z.object({ name: z.string(), user_ids: z.array(z.string()) })),
    not_met: report.meta({
      description: "What could not be met; groups by their place in the list, from 0",
    }),
  })
  .meta({ id: "GroupPlan" });
const one = z.object({ plan });

const swap = z
  .strictObject({ user_ids: z.array(id).length(2) })
  .meta({ examples: [{ user_ids: ["…", "…"] }] });
const move = z
  .strictObject({ user_id: id, group: wholeNumber })
  .meta({ examples: [{ user_id: "…", group: 0 }] });

export const groupPlanApi = [
  endpoint({
    method: "POST",
    path,
    policy,
    tag,
    bodyBytesMax,
    summary: "Divide people into groups by rules; nothing is created yet",
    body: input,
    answer: one,
    status: 201,
    async handle(visit, { body }) {
      const courseId = pathId(visit);
      const { id: planId, finished } = await startPlan(visit.context, courseId, inputOf(body));
      await finished;
      visit.c.header("Location", `/api/courses/${courseId}/group-plans/${planId}`);
      return planOf(visit, { courseId, id: planId });
    },
  }),
  endpoint({
    method: "GET",
    path: `${path}/:planId`,
    policy,
    tag,
    summary: "Get your plan for groups; it is forgotten a day after its last change",
    answer: one,
    handle: (visit) => planOf(visit, keyOf(visit)),
  }),
  endpoint({
    method: "PUT",
    path: `${path}/:planId`,
    policy,
    tag,
    bodyBytesMax,
    summary: "Change a plan for groups, and divide anew",
    body: input,
    answer: one,
    async handle(visit, { body }) {
      const key = keyOf(visit);
      await (
        await changePlan(visit.context, key, inputOf(body))
      ).finished;
      return planOf(visit, key);
    },
  }),
  endpoint({
    method: "DELETE",
    path: `${path}/:planId`,
    policy,
    tag,
    summary: "Discard a plan for groups",
    handle: (visit) => dropPlan(visit.context, keyOf(visit)),
  }),
  endpoint({
    method: "POST",
    path: `${path}/:planId/divide`,
    policy,
    tag,
    summary: "Divide the people of a plan anew",
    answer: one,
    async handle(visit) {
      const key = keyOf(visit);
      await (
        await shufflePlan(visit.context, key)
      ).finished;
      return planOf(visit, key);
    },
  }),
  endpoint({
    method: "POST",
    path: `${path}/:planId/swap`,
    policy,
    tag,
    summary: "Swap two people of a plan",
    body: swap,
    answer: one,
    async handle(visit, { body: { user_ids: people } }) {
      const key = keyOf(visit);
      await swapPeople(visit.context, key, [people[0]!, people[1]!]);
      return planOf(visit, key);
    },
  }),
  endpoint({
    method: "POST",
    path: `${path}/:planId/move`,
    policy,
    tag,
    summary: "Move someone to another group of a plan",
    body: move,
    answer: one,
    async handle(visit, { body: { user_id: person, group } }) {
      const key = keyOf(visit);
      await movePerson(visit.context, key, { person, group });
      return planOf(visit, key);
    },
  }),
  endpoint({
    method: "POST",
    path: `${path}/:planId/create`,
    policy,
    tag,
    summary: "Create all groups of a plan; you become the owner of each",
    answer: z.object({ ids: z.array(z.string()) }),
    status: 201,
    async handle(visit) {
      const { ids: made, finished } = await makePlannedGroups(visit.context, keyOf(visit));
      await finished;
      return { ids: made };
    },
  }),
  endpoint({
    method: "POST",
    path: `${path}/:planId/undo`,
    policy,
    tag,
    summary: "Take back the groups of a plan, within a day; those with messages stay",
    answer: z.object({ kept: z.array(z.string()).meta({ description: "Names of groups" }) }),
    async handle(visit) {
      const key = keyOf(visit);
      await (
        await undoPlannedGroups(visit.context, key)
      ).finished;
      return { kept: (await getPlan(visit.context, key)).making?.kept ?? [] };
    },
  }),
];

function keyOf(visit: SignedInVisit): PlanKey {
  return { courseId: pathId(visit), id: pathId(visit, "planId") };
}

function inputOf(body: z.output<typeof input>): PlanInput {
  return {
    set: body.set ?? "",
    who: body.who,
    picked: body.user_ids ?? [],
    by: body.by,
    count: body.count,
    pattern: body.pattern ?? "",
    names: body.names ?? [],
    description: body.description ?? "",
    together: body.together ?? [],
    apart: body.apart ?? [],
    attribute: body.attribute ?? null,
    rotates: body.rotates ?? false,
    earlier: body.earlier_set_ids ?? [],
  };
}

async function planOf(visit: SignedInVisit, key: PlanKey): Promise<z.output<typeof one>> {
  const view: PlanView = await getPlan(visit.context, key);
  const { split, close, again, uneven, contradictions } = view.report;
  return {
    plan: {
      id: view.id,
      version: view.version,
      dividing: view.isDividing,
      groups: view.groups.map(({ name, people }) => ({ name, user_ids: people })),
      not_met: {
        split: split.map(({ people, groups }) => ({ user_ids: people, groups })),
        not_apart: close.map(({ people, group }) => ({ user_ids: people, group })),
        met_before: again.map(({ people, group }) => ({ user_ids: people, group })),
        uneven,
        contradictions,
      },
    },
  };
}
