/** Acts on several groups at once. */
import { z } from "zod";
import {
  type ActKey,
  applyGroupAct,
  cancelGroupAct,
  getGroupAct,
  listGroupActs,
  planGroupAct,
  undoGroupAct,
  type WholeGroupAct,
} from "#core/group_acts/group_acts.ts";
import type { GroupOutcome } from "#core/group_acts/parts.ts";
import { groupActNames, pastActNames } from "#wire/group_acts.ts";
import { bulkLimits, groupLimits, limits } from "#wire/limits.ts";
import { oneLine, severalLines } from "#wire/text.ts";
import { type Reason, refusalTexts } from "#wire/refusal_texts.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import { newMode } from "./mode_schemas.ts";
import * as schemas from "./schemas.ts";

const tag = "Group acts";
const policy = "teachers";
const path = "/api/courses/:id/group-acts";

const name = z.enum(groupActNames).meta({
  description: "unarchive brings groups back from the archive; restore, from the bin",
});

const pastName = z.enum(pastActNames).meta({
  description: "make: groups were made from a plan; group plans begin such acts",
});

const actFields = {
  id: z.string(),
  act: pastName,
  state: z.enum(["previewed", "applying", "applied", "undoing", "undone"]),
  groups: schemas.wholeNumber.meta({ description: "How many groups were selected, or are made" }),
  created_at: schemas.time,
  ended_at: schemas.time.nullable().meta({
    description: "When it was applied or taken back as a whole",
  }),
};

const listedAct = z.object(actFields).meta({ id: "ListedGroupAct" });

const wholeAct = z
  .object({
    ...actFields,
    undo_until: schemas.time.nullable().meta({ description: "null if it cannot be taken back" }),
    conversations: z.array(
      z.object({
        id: z.string(),
        name: z.string().meta({ description: "Empty for a group that is gone" }),
        outcome: z.enum(["planned", "waits", "done", "skipped", "undone", "kept"]).meta({
          description: "kept: it was not taken back, as the reason says",
        }),
        reason: z.string().nullable().meta({ description: "Stable, for programs to act on" }),
        message: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "GroupAct" });

const newAct = z
  .strictObject({
    act: name,
    conversation_ids: z.array(schemas.id).min(1).max(bulkLimits.groups),
  })
  .meta({ examples: [{ act: "archive", conversation_ids: ["g0000000-1", "g0000000-2"] }] });

const input = z
  .strictObject({
    content: schemas.text(limits.contentChars, severalLines).optional().meta({
      description: "For write: the message",
    }),
    set_id: schemas.id.nullable().optional().meta({
      description: "For move: the set of the course, or null for none",
    }),
    user_ids: z.array(schemas.id).max(bulkLimits.people).optional().meta({
      description:
        "For add_staff: staff of the course; for remove_person: one person; for mode: those whose messages wait",
    }),
    ending: schemas.text(groupLimits.setNameChars, oneLine).optional().meta({
      description: "For copy: what the names of the copies end with",
    }),
    set_name: schemas.text(groupLimits.setNameChars, oneLine).optional().meta({
      description:
        "For copy: a new set for the copies, which otherwise join those of the originals",
    }),
    ...newMode.partial().omit({ user_ids: true }).shape,
    role: z.enum(["owner", "moderator", "member"]).optional().meta({
      description: "For add_staff: moderator, unless another one is given",
    }),
  })
  .meta({ examples: [{ content: "The lecture begins at 9 tomorrow." }] });

const one = z.object({ act: wholeAct });

export const groupActApi = [
  endpoint({
    method: "GET",
    path,
    policy,
    tag,
    summary: "List the newest acts on several groups of a course",
    answer: z.object({ acts: z.array(listedAct) }),
    async handle(visit) {
      const { acts } = await listGroupActs(visit.context, pathId(visit));
      return { acts: acts.map(listedOf) };
    },
  }),
  endpoint({
    method: "POST",
    path,
    policy,
    tag,
    summary: "Select groups for an act and see what it would do; nothing else changes",
    body: newAct,
    answer: one,
    status: 201,
    async handle(visit, { body: { act, conversation_ids: ids } }) {
      const courseId = pathId(visit);
      const { id } = await planGroupAct(visit.context, courseId, { name: act, ids });
      visit.c.header("Location", `/api/courses/${courseId}/group-acts/${id}`);
      return wholeOf(visit, { courseId, id });
    },
  }),
  endpoint({
    method: "GET",
    path: `${path}/:actId`,
    policy,
    tag,
    summary: "Get an act on several groups: what it would do, or has done",
    answer: one,
    handle: (visit) => wholeOf(visit, keyOf(visit)),
  }),
  endpoint({
    method: "DELETE",
    path: `${path}/:actId`,
    policy,
    tag,
    summary: "Forget an act on several groups that was not applied",
    handle: (visit) => cancelGroupAct(visit.context, keyOf(visit)),
  }),
  endpoint({
    method: "POST",
    path: `${path}/:actId/apply`,
    policy,
    tag,
    summary: "Begin an act on several groups; get it again to see how far it is",
    body: input,
    answer: one,
    async handle(visit, { body }) {
      const { set_id: setId, set_name: setName, user_ids: userIds, hold_for: holdFor } = body;
      const named = { ...body, setId, setName, userIds, holdFor };
      await applyGroupAct(visit.context, keyOf(visit), named);
      return wholeOf(visit, keyOf(visit));
    },
  }),
  endpoint({
    method: "POST",
    path: `${path}/:actId/undo`,
    policy,
    tag,
    summary:
      "Begin to take an act on several groups back, within 24 hours; what has changed since stays",
    answer: one,
    async handle(visit) {
      await undoGroupAct(visit.context, keyOf(visit));
      return wholeOf(visit, keyOf(visit));
    },
  }),
];

function keyOf(visit: SignedInVisit): ActKey {
  return { courseId: pathId(visit), id: pathId(visit, "actId") };
}

function listedOf({ id, name: act, state, groups, createdAt, endedAt }: WholeGroupAct["act"]) {
  return { id, act, state, groups, created_at: createdAt, ended_at: endedAt };
}

interface Row {
  id: string;
  name: string;
  outcome?: GroupOutcome;
  reason?: Reason;
}

async function wholeOf(visit: SignedInVisit, key: ActKey): Promise<z.output<typeof one>> {
  const { act, planned, rows, undoUntil } = await getGroupAct(visit.context, key);
  const shown: Row[] = planned ?? rows ?? [];
  const conversations = shown.map((row) => ({
    id: row.id,
    name: row.name,
    outcome: row.outcome ?? ("planned" as const),
    reason: row.reason ?? null,
    message: row.reason ? refusalTexts[row.reason] : null,
  }));
  return { act: { ...listedOf(act), undo_until: undoUntil ?? null, conversations } };
}
