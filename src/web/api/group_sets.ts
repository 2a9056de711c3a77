/** Sets of groups. */
import { z } from "zod";
import {
  createGroupSet,
  listGroupSets,
  removeGroupSet,
  renameGroupSet,
  reorderGroupSets,
} from "#core/groups/group_sets.ts";
import { listManagedGroups } from "#core/groups/group_lists.ts";
import { notFound } from "#core/refusals.ts";
import { groupLimits } from "#wire/limits.ts";
import { oneLine } from "#wire/text.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import * as schemas from "./schemas.ts";

const tag = "Courses";
const policy = "teachers";
const path = "/api/courses/:id/group-sets";

const set = z
  .object({
    id: z.string(),
    name: z.string(),
    conversation_ids: z.array(z.string()).meta({
      description: "The groups in it that you look after",
    }),
  })
  .meta({ id: "GroupSet" });

const setName = z
  .strictObject({
    name: schemas.text(groupLimits.setNameChars, oneLine).min(1).meta({
      pattern: schemas.patterns.notBlank,
      description: "A single line with at least one letter, digit or symbol",
    }),
  })
  .meta({ examples: [{ name: "Project teams" }] });

const order = z
  .strictObject({ ids: z.array(schemas.id).max(groupLimits.setsInCourse) })
  .meta({ examples: [{ ids: ["s0000000-2", "s0000000-1"] }] });

const one = z.object({ set });
const all = z.object({ sets: z.array(set) });

export const groupSetApi = [
  endpoint({
    method: "GET",
    path,
    policy: "course_staff",
    tag,
    summary: "List the sets of a course's groups, in order, with the groups in each",
    answer: all,
    handle: setsOf,
  }),
  endpoint({
    method: "POST",
    path,
    policy,
    tag,
    summary: "Make a set, to which groups of the course can belong",
    body: setName,
    answer: one,
    status: 201,
    async handle(visit, { body: { name } }) {
      const { id } = await createGroupSet(visit.context, { courseId: pathId(visit), name });
      return shown(visit, id);
    },
  }),
  endpoint({
    method: "PUT",
    path: "/api/courses/:id/group-set-order",
    policy,
    tag,
    summary:
      "Put the sets of a course in this order; sets not listed follow in their present order",
    body: order,
    answer: all,
    async handle(visit, { body: { ids } }) {
      await reorderGroupSets(visit.context, pathId(visit), ids);
      return setsOf(visit);
    },
  }),
  endpoint({
    method: "PATCH",
    path: `${path}/:setId`,
    policy,
    tag,
    summary: "Rename a set",
    body: setName,
    answer: one,
    async handle(visit, { body: { name } }) {
      await renameGroupSet(visit.context, { ...keyOf(visit), name });
      return shown(visit, pathId(visit, "setId"));
    },
  }),
  endpoint({
    method: "DELETE",
    path: `${path}/:setId`,
    policy,
    tag,
    summary: "Remove a set; its groups stay",
    async handle(visit) {
      await removeGroupSet(visit.context, keyOf(visit));
    },
  }),
];

function keyOf(visit: SignedInVisit) {
  return { courseId: pathId(visit), id: pathId(visit, "setId") };
}

async function setsOf(visit: SignedInVisit): Promise<z.output<typeof all>> {
  const { context } = visit;
  const sets = await listGroupSets(context, pathId(visit));
  const groups = Map.groupBy(await listManagedGroups(context), ({ setId }) => setId);
  return {
    sets: sets.map(({ id, name }) => ({
      id,
      name,
      conversation_ids: (groups.get(id) ?? []).map((group) => group.id),
    })),
  };
}

async function shown(visit: SignedInVisit, id: string): Promise<z.output<typeof one>> {
  const { sets } = await setsOf(visit);
  const made = sets.find((each) => each.id === id);
  if (!made) throw notFound();
  return { set: made };
}
