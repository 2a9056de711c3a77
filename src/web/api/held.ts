/** Messages that wait for approval: their authors' own, and those on which staff decide. */
import { z } from "zod";
import { changeHeld, type HeldOwn, listOwnHeld, withdrawHeld } from "#core/messages/held.ts";
import {
  approveSeveral,
  type Decided,
  listWaiting,
  returnSeveral,
} from "#core/messages/held_queue.ts";
import { refusalTexts } from "#wire/refusal_texts.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import * as schemas from "./held_schemas.ts";

const tag = "Messages";
const policy = "signed_in";
const path = "/api/conversation/:id/held";
const one = z.object({ held: schemas.heldMessage });

export const heldApi = [
  endpoint({
    method: "GET",
    path,
    policy,
    tag,
    summary: "List your own messages in a group that wait for approval or were returned",
    answer: z.object({ held: z.array(schemas.heldMessage) }),
    async handle(visit) {
      return { held: (await listOwnHeld(visit.context, pathId(visit))).map(schemas.ownHeldOf) };
    },
  }),
  endpoint({
    method: "PATCH",
    path: `${path}/:heldId`,
    policy,
    tag,
    summary: "Change your own message while it waits for approval",
    body: schemas.heldChange,
    answer: one,
    async handle(visit, { body: { content } }) {
      return { held: schemas.ownHeldOf(await changeHeld(visit.context, keyOf(visit), content)) };
    },
  }),
  endpoint({
    method: "DELETE",
    path: `${path}/:heldId`,
    policy,
    tag,
    summary: "Withdraw your own message while it waits for approval, or put a returned one away",
    async handle(visit) {
      await withdrawHeld(visit.context, keyOf(visit));
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/held-messages",
    policy,
    tag: "Moderation",
    summary:
      "List the messages that wait for your approval as staff, oldest first; reading them is a look into their groups",
    query: schemas.queueQuery,
    answer: schemas.queue,
    async handle(visit, { query }) {
      return schemas.queueOf(await listWaiting(visit.context, schemas.queuePartOf(query)));
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/held-messages/approve",
    policy,
    tag: "Moderation",
    summary: "Approve messages as staff: each takes its place in its group now",
    body: schemas.approval,
    answer: schemas.decided,
    async handle(visit, { body: { messages } }) {
      return decidedOf(await approveSeveral(visit.context, messages));
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/held-messages/return",
    policy,
    tag: "Moderation",
    summary: "Return messages to their authors as staff, with a sentence for them",
    body: schemas.returning,
    answer: schemas.decided,
    async handle(visit, { body: { messages, reason } }) {
      return decidedOf(await returnSeveral(visit.context, messages, reason));
    },
  }),
];

function keyOf(visit: SignedInVisit): HeldOwn {
  return { conversationId: pathId(visit), id: pathId(visit, "heldId") };
}

function decidedOf({ done, refused }: Decided): z.output<typeof schemas.decided> {
  return {
    done,
    refused: refused.map(({ id, reason }) => ({ id, reason, message: refusalTexts[reason] })),
  };
}
