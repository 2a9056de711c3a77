/** The requests and answers of the API about messages that wait for approval. */
import { z } from "zod";
import type { HeldQueue, QueuePart } from "#core/messages/held_queue.ts";
import { heldLimits, limits } from "#wire/limits.ts";
import { oneLine } from "#wire/text.ts";
import type { HeldView } from "#wire/views.ts";
import { content, id, queryNumber, text, time, wholeNumber } from "./schemas.ts";

const revision = wholeNumber.meta({ description: "How often its author has changed it" });

export const heldMessage = z
  .object({
    id: z.string().meta({ description: "It keeps it when it is approved" }),
    conversation_id: z.string(),
    client_id: z.string().nullable(),
    content: z.string().meta({ description: "Empty once it was approved or withdrawn" }),
    state: z.enum(["held", "approved", "returned", "withdrawn"]),
    revision,
    written_at: time,
    note: z.string().nullable().meta({ description: "Why it was returned" }),
    returned_by: z.string().nullable(),
  })
  .meta({ id: "HeldMessage" });

export function ownHeldOf(view: HeldView): z.output<typeof heldMessage> {
  return {
    id: view.id,
    conversation_id: view.conversationId,
    client_id: view.clientId ?? null,
    content: view.content,
    state: view.state,
    revision: view.revision,
    written_at: view.writtenAt,
    note: view.note ?? null,
    returned_by: view.by ?? null,
  };
}

export const heldChange = z
  .strictObject({ content })
  .meta({ examples: [{ content: "Which exercise is due on Friday?" }] });

export const queueQuery = z.strictObject({
  conversation_id: id.optional(),
  course_id: id.optional(),
  after: id.optional().meta({ description: "The `next` of the part before" }),
  limit: queryNumber(heldLimits.pageMax),
});

export function queuePartOf(query: z.output<typeof queueQuery>): QueuePart {
  const { conversation_id: conversationId, course_id: courseId, after, limit } = query;
  return { conversationId, courseId, after, limit };
}

const waiting = z
  .object({
    id: z.string(),
    conversation: z.object({ id: z.string(), name: z.string() }),
    course_id: z.string(),
    sender: z.object({
      user_id: z.string(),
      name: z.string(),
      role: z.enum(["admin", "user", "guest"]),
    }),
    content: z.string(),
    needs_reason: z.boolean().meta({
      description: "Its text is empty: the course asks why you look into the group",
    }),
    revision,
    written_at: time,
    changed_at: time,
  })
  .meta({ id: "WaitingMessage" });

export const queue = z.object({
  messages: z.array(waiting),
  count: wholeNumber.meta({ description: "Of all parts" }),
  next: z.string().nullable().meta({ description: "For the next part; null at the end" }),
});

export function queueOf({ held, count, next }: HeldQueue): z.output<typeof queue> {
  return {
    count,
    next: next ?? null,
    messages: held.map((one) => ({
      id: one.id,
      conversation: { id: one.conversationId, name: one.conversationName },
      course_id: one.courseId,
      sender: { user_id: one.senderId, name: one.senderName, role: one.senderRole },
      content: one.content,
      needs_reason: one.needsReason,
      revision: one.revision,
      written_at: one.writtenAt,
      changed_at: one.changedAt,
    })),
  };
}

const messages = z
  .array(
    z.strictObject({
      id,
      revision: wholeNumber.meta({
        description: "As you read it; what its author has changed since is left out",
      }),
    }),
  )
  .min(1)
  .max(heldLimits.atOnce);
const example = { id: "h0000000-1", revision: 0 };

export const approval = z.strictObject({ messages }).meta({ examples: [{ messages: [example] }] });

export const returning = z
  .strictObject({
    messages,
    reason: text(limits.reasonChars, oneLine).optional().meta({
      description: "A sentence that the authors read",
    }),
  })
  .meta({ examples: [{ messages: [example], reason: "Please leave out the solution." }] });

export const decided = z.object({
  done: z.array(z.string()).meta({ description: "The ids of those that were decided on now" }),
  refused: z
    .array(z.object({ id: z.string(), reason: z.string(), message: z.string() }))
    .meta({ description: "Those that were not, and why" }),
});
