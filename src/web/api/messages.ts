import { z } from "zod";
import { readHistoryPage, readNewestPage } from "#core/messages/history.ts";
import { editMessage, readRemovedContent, removeMessage } from "#core/messages/messages.ts";
import { heldView } from "#core/messages/held.ts";
import { redactMessage } from "#core/messages/redact.ts";
import { readVersions, restoreMessage } from "#core/messages/versions.ts";
import { writeMessage } from "#core/messages/write_message.ts";
import type { HistoryPage } from "#core/messages/newest_pages.ts";
import { EncodedJson } from "../http/answer_body.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import { heldMessage, ownHeldOf } from "./held_schemas.ts";
import * as messageSchemas from "./message_schemas.ts";
import * as schemas from "./schemas.ts";
import { messageOf } from "./shapes.ts";

const tag = "Messages";
const policy = "signed_in";
const one = z.object({ message: schemas.message });
const posted = z.object({
  message: schemas.message.optional(),
  held: heldMessage.optional(),
});
const many = z.object({ messages: z.array(schemas.historyMessage) });

export const messageApi = [
  endpoint({
    method: "GET",
    path: "/api/conversation/:id/messages",
    policy,
    tag,
    summary:
      "List messages, oldest first; a page ends at 512 KiB, and the Link header points to older messages",
    query: schemas.historyQuery,
    answer: many,
    async handle(visit, { query: { limit, before } }) {
      const query = { conversationId: pathId(visit), limit, beforeSeq: before };
      const read = before === undefined ? readNewestPage : readHistoryPage;
      const page = await read(visit.context, query);
      const [oldest] = page.messages;
      if (oldest && page.hasOlder) linkOlder(visit, { limit, before: oldest.view.seq });
      return encoded.getOrInsertComputed(page, encode);
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/conversation/:id/messages",
    policy,
    tag,
    summary:
      "Post a message; the response is sent once it is stored. Where your messages wait for approval, it has `held` instead",
    body: schemas.newMessage,
    answer: posted,
    status: 201,
    async handle(visit, { body: { content, client_id: clientId } }) {
      const input = { conversationId: pathId(visit), content, clientId };
      const { message, held } = await writeMessage(visit.context, input);
      return held ? { held: ownHeldOf(heldView(held)) } : { message: messageOf(message) };
    },
  }),
  endpoint({
    method: "PATCH",
    path: "/api/conversation/:id/messages/:messageId",
    policy,
    tag,
    summary: "Edit your own message within 15 minutes",
    body: schemas.messageChange,
    answer: one,
    async handle(visit, { body: { content } }) {
      return { message: messageOf(await editMessage(visit.context, { ...keyOf(visit), content })) };
    },
  }),
  endpoint({
    method: "DELETE",
    path: "/api/conversation/:id/messages/:messageId",
    policy,
    tag,
    summary:
      "Remove a message: your own within 15 minutes, or any as staff, owner or moderator. A note remains in its place",
    query: schemas.removalQuery,
    answer: one,
    async handle(visit, { query: { reason, hand_back: handBack } }) {
      const input = { ...keyOf(visit), reason, handBack: handBack === "true" };
      return { message: messageOf(await removeMessage(visit.context, input)) };
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/conversation/:id/messages/:messageId/redact",
    policy,
    tag,
    summary: "Hide a part of a message, as staff; a mark stands in its place",
    body: messageSchemas.redaction,
    answer: one,
    async handle(visit, { body }) {
      const input = { ...keyOf(visit), ...body, isAnswered: true };
      return { message: messageOf(await redactMessage(visit.context, input)) };
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/conversation/:id/messages/:messageId/restore",
    policy,
    tag,
    summary:
      "Restore a message that was removed: as staff what anyone but its author removed, as owner or moderator what you removed",
    answer: one,
    async handle(visit) {
      const input = { ...keyOf(visit), isAnswered: true };
      return { message: messageOf(await restoreMessage(visit.context, input)) };
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/conversation/:id/messages/:messageId/removed",
    policy,
    tag,
    summary:
      "Get the text of a removed message: as staff, which is logged, or as its author, if it was handed back",
    answer: z.object({ content: z.string() }),
    async handle(visit) {
      return { content: await readRemovedContent(visit.context, keyOf(visit)) };
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/conversation/:id/messages/:messageId/versions",
    policy,
    tag,
    summary: "List what a message said before each edit and removal, as staff; it is logged",
    answer: z.object({ versions: z.array(messageSchemas.messageVersion) }),
    async handle(visit) {
      const versions = await readVersions(visit.context, keyOf(visit));
      return {
        versions: versions.map(({ byId, byName, byRule, ...version }) => ({
          ...version,
          by: { user_id: byId, name: byName },
          by_rule: byRule === 1,
        })),
      };
    },
  }),
];

/** The newest page of a group is the same object for many requests. */
const encoded = new WeakMap<HistoryPage, EncodedJson<z.output<typeof many>>>();

function encode({ messages }: HistoryPage): EncodedJson<z.output<typeof many>> {
  return new EncodedJson({
    messages: messages.map(({ view, sentFromClient }) => ({
      ...messageOf(view),
      sent_from_client: sentFromClient,
    })),
  });
}

function keyOf(visit: SignedInVisit) {
  return { conversationId: pathId(visit), messageId: pathId(visit, "messageId") };
}

/** A link to the previous page (RFC 8288). */
function linkOlder(visit: SignedInVisit, query: { limit: number; before: number }): void {
  const path = `/api/conversation/${encodeURIComponent(pathId(visit))}/messages`;
  visit.c.header("Link", `<${path}?limit=${query.limit}&before=${query.before}>; rel="prev"`);
}
