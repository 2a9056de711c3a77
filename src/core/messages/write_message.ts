/** Writing in a group, whether the message is posted at once or waits for approval. */
import type { MessageView } from "#wire/views.ts";
import type { Context } from "../context.ts";
import { isRestriction } from "../groups/next_seq.ts";
import { Refusal } from "../refusals.ts";
import { validContent } from "../valid_text.ts";
import { heldBefore, type HeldMessage, holdMessage } from "./held.ts";
import { type Post, sendMessage } from "./messages.ts";

/** One of the two. */
export type Written =
  | { message: MessageView; held?: never }
  /** It waits. */
  | { message?: never; held: HeldMessage };

/**
 * Posts a message, or keeps it where the actor's messages wait. A retry finds the same one, whatever has become
 * of it.
 * @throws {Refusal} as `sendMessage` and `holdMessage`
 */
export async function writeMessage(context: Context, post: Post): Promise<Written> {
  try {
    return { message: await sendMessage(context, post) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.reason !== "message_id_used" && !isRestriction(error)) throw error;
    const { clientId, conversationId } = post;
    const before = clientId === undefined ? undefined : await heldBefore(context, clientId);
    if (before?.conversationId === conversationId) return { held: before };
    if (before) throw new Refusal("conflict", { reason: "message_id_used" });
    if (error.reason !== "message_waits") throw error;
    return { held: await holdMessage(context, { ...post, content: validContent(post.content) }) };
  }
}
