import { z } from "zod";
import {
  createInvite,
  getInvite,
  type Invite,
  listInvites,
  revokeInvite,
} from "#core/invites/invites.ts";
import { findInvite, joinByInvite } from "#core/invites/use_invite.ts";
import { decideWaiting, listWaiting } from "#core/invites/waiting.ts";
import { Refusal } from "#core/refusals.ts";
import { addressOf, inviteKeyOf } from "../invites/paths.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import * as schemas from "./invite_schemas.ts";
import { wholeNumber } from "./schemas.ts";

const tag = "Invites";
/** Of which courses, the verbs decide. */
const policy = "teachers";
const path = "/api/courses/:id/invites";
const one = z.object({ invite: schemas.invite, people: z.array(schemas.inviteUse) });

export const inviteApi = [
  endpoint({
    method: "GET",
    path,
    policy,
    tag,
    summary: "List the invites of a course, newest first",
    answer: z.object({ invites: z.array(schemas.invite) }),
    async handle(visit) {
      const { invites } = await listInvites(visit.context, pathId(visit));
      return { invites: invites.map((invite) => inviteOf(visit, invite)) };
    },
  }),
  endpoint({
    method: "POST",
    path,
    policy,
    tag,
    summary: "Make a link and a code that let people into a course",
    body: schemas.newInvite,
    answer: one,
    status: 201,
    async handle(visit, { body }) {
      const courseId = pathId(visit);
      const { id } = await createInvite(visit.context, courseId, {
        role: body.role,
        conversationId: body.conversation_id ?? null,
        title: body.title ?? "",
        expiresAt: body.expires_at,
        usesMax: body.uses_max,
        needsApproval: body.approval ?? false,
      });
      visit.c.header("Location", `/api/courses/${courseId}/invites/${id}`);
      return wholeOf(visit, { courseId, id });
    },
  }),
  endpoint({
    method: "GET",
    path: `${path}/:inviteId`,
    policy,
    tag,
    summary: "Get an invite, with the people who used it most recently",
    answer: one,
    handle: (visit) => wholeOf(visit, inviteKeyOf(visit)),
  }),
  endpoint({
    method: "DELETE",
    path: `${path}/:inviteId`,
    policy,
    tag,
    summary: "Turn an invite off; people who have joined with it stay",
    handle: (visit) => revokeInvite(visit.context, inviteKeyOf(visit)),
  }),
  endpoint({
    method: "GET",
    path: "/api/courses/:id/waiting",
    policy,
    tag,
    summary: "List the people who have used an invite and wait for approval",
    answer: z.object({ total: wholeNumber, people: z.array(schemas.waitingPerson) }),
    async handle(visit) {
      const { people, total } = await listWaiting(visit.context, pathId(visit));
      return {
        total,
        people: people.map(({ inviteId, userId, name, email, role, likeStaff, usedAt }) => ({
          invite_id: inviteId,
          user_id: userId,
          name,
          email,
          role,
          like_staff: likeStaff ?? null,
          used_at: usedAt,
        })),
      };
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/courses/:id/waiting",
    policy,
    tag,
    summary: "Accept or decline people who wait for approval",
    body: schemas.decision,
    answer: z.object({
      decided: wholeNumber.meta({
        description: "Without those about whom someone else had decided before",
      }),
    }),
    async handle(visit, { body: { accept: isAccepted, people } }) {
      const uses = people.map((each) => ({ inviteId: each.invite_id, userId: each.user_id }));
      const courseId = pathId(visit);
      return { decided: await decideWaiting(visit.context, { courseId, isAccepted, uses }) };
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/join",
    policy: "signed_in",
    tag,
    summary: "Join a course with the code or the link of an invite",
    body: schemas.typedCode,
    answer: z.object({
      state: z.enum(["in", "waiting"]),
      conversation_id: z.string().nullable().meta({ description: "The group that it leads to" }),
    }),
    async handle({ context, address }, { body: { code } }) {
      const id = await findInvite(context, { code, address });
      if (id === undefined) throw new Refusal("invalid", { field: "code", reason: "code_wrong" });
      const { state, conversationId } = await joinByInvite(context, id);
      return { state, conversation_id: conversationId };
    },
  }),
];

async function wholeOf(
  visit: SignedInVisit,
  key: { courseId: string; id: string },
): Promise<z.output<typeof one>> {
  const { invite, uses } = await getInvite(visit.context, key);
  return {
    invite: inviteOf(visit, invite),
    people: uses.map(({ userId, name, email, state, usedAt }) => ({
      user_id: userId,
      name,
      email,
      state,
      used_at: usedAt,
    })),
  };
}

function inviteOf(visit: SignedInVisit, invite: Invite): z.output<typeof schemas.invite> {
  return {
    id: invite.id,
    title: invite.title,
    role: invite.role,
    conversation_id: invite.conversationId,
    link: addressOf(visit, invite.link),
    code: invite.code,
    state: invite.state,
    uses: invite.uses,
    uses_max: invite.usesMax,
    waiting: invite.waiting,
    approval: invite.needsApproval,
    created_at: invite.createdAt,
    expires_at: invite.expiresAt,
  };
}
