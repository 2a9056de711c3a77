import { uuidv7 } from "#kit/ids.ts";
import { chatMessageFrame } from "#wire/events/chat_message.ts";
import type { MessageView, RemovedBy } from "#wire/views.ts";
import { isStaffHere } from "#wire/message_rights.ts";
import { isStorable } from "#wire/text.ts";
import { setWrittenAt } from "#storage/held.ts";
import { countApproved, markOwnPosts } from "#storage/members.ts";
import { dayOf, insertMessageDays } from "#storage/message_days.ts";
import { flag } from "#storage/database.ts";
import { dropVersions, keepVersion } from "#storage/message_versions.ts";
import {
  insertMessage,
  markRemoved,
  messageByClientId,
  removedContent,
  updateContent,
} from "#storage/messages.ts";
import type { UnplacedMessage } from "#storage/post_order.ts";
import type { StoredUser } from "#storage/users.ts";
import { recordAct } from "../audit/audit.ts";
import { recordLookWithin } from "../audit/looks.ts";
import { isRestriction, nextSeq, requireRight } from "../groups/next_seq.ts";
import { signedIn } from "../requirements.ts";
import { postAs, writeAs } from "../write_as.ts";
import type { Acting, Context } from "../context.ts";
import { notFound, Refusal } from "../refusals.ts";
import type { Posting, Writing } from "../log/write.ts";
import {
  type MessageInScope,
  type MessageKey,
  messageInScope,
  messageToRead,
} from "./message_in_scope.ts";
import { viewOfMessage } from "./message_view.ts";
import { takeOrRefuse } from "../rates.ts";
import { applyRules, bindingHits, searched, type SearchedText } from "../rules/ruled.ts";
import { validContent, validReason } from "../valid_text.ts";

export interface Post {
  conversationId: string;
  content: string;
  /** The client's own id for the message. The same id again means the same message. */
  clientId?: string;
  /** The sending time that the client states. */
  sentFromClient?: string;
  /** What word rules found in it. */
  searched?: SearchedText | undefined;
}

/** Ends a transaction whose message turns out to be stored already. */
class AlreadyPosted extends Error {}

/** A longer text is not a time. */
const clientTimeChars = 64;

/**
 * Posts a message, or finds the one that was posted with this client id before. When it returns,
 * the message is on the disk.
 * @throws {Refusal} invalid, not_found, limited, conflict
 */
export async function sendMessage(context: Context, input: Post): Promise<MessageView> {
  const content = validContent(input.content);
  takeTurn(context);
  const post = { ...input, content };
  const found = searched(context, post);
  try {
    return await postAs(
      context,
      (acting, writing) => insert(acting, writing, { ...post, searched: found }),
      // A message in which a rule finds something is stored alone.
      found?.hits.length === 0
        ? (now) => posting(context, { ...post, rulesMark: found.mark }, now)
        : undefined,
    );
  } catch (error) {
    if (error instanceof AlreadyPosted) return earlierPost(context, input);
    const earlier = isRestriction(error) ? await postBefore(context, input) : undefined;
    if (earlier) return earlier;
    throw error;
  }
}

/** Who is kept from writing may have written before, and asks again because no answer came. */
async function postBefore({ db, actor }: Context, input: Post): Promise<MessageView | undefined> {
  const { clientId, conversationId } = input;
  if (clientId === undefined) return undefined;
  const row = await messageByClientId(db, { senderId: actor.id, clientId });
  return row?.conversationId === conversationId ? viewOfMessage(row) : undefined;
}

/**
 * Posts within the caller's transaction, for acts that write in several groups. The content is valid.
 * @throws {Refusal} not_found, forbidden
 */
export function postWithin(acting: Acting, writing: Writing, post: Post): Promise<MessageView> {
  return insert(acting, writing, post);
}

async function insert(acting: Acting, writing: Writing, input: Post): Promise<MessageView> {
  const { actor } = acting;
  const { tx, now, append } = writing;
  const post = newPost(acting, input, now);
  const { conversationId } = post;
  const { content, searched: before } = input;
  const ruled = { conversationId, right: "post", content, searched: before } as const;
  const hits = await bindingHits(acting, writing, ruled);
  const { seq, number } = await place(acting, writing, post);
  const own = { conversationId, userId: actor.id, seq, number, at: now, count: 1 };
  await markOwnPosts(tx, own);
  const posted = viewOfPost(post, { seq, senderName: actor.name, senderRole: actor.role });
  const message = await applyRules(acting, writing, { message: posted, hits });
  await append(chatMessageFrame(message));
  return message;
}

/** Gives a message the next place in its group. @throws {Refusal} not_found, forbidden; {AlreadyPosted} */
async function place(
  acting: Acting,
  writing: Writing,
  post: UnplacedMessage,
): Promise<{ seq: number; number: number }> {
  const { tx, now } = writing;
  const { id, conversationId } = post;
  const wanted = { conversationId, right: "post", messageId: id } as const;
  const { meta, messageCount: number, lastDay } = await nextSeq(acting, writing, wanted);
  const { seq } = meta;
  if (!(await insertMessage(tx, { ...post, seq, number }))) throw new AlreadyPosted();
  const day = dayOf(now);
  if ((lastDay ?? "") < day) {
    await insertMessageDays(tx, [{ conversationId, day, before: number - 1 }]);
  }
  return { seq, number };
}

/** An approved message, as it was written, and who wrote it. */
export interface Approved {
  /** It keeps its id. */
  held: Omit<UnplacedMessage, "sentFromClient" | "sentFromServer"> & { writtenAt: string };
  author: Pick<StoredUser, "name" | "role">;
}

/**
 * Gives a message that has waited its place, within the caller's transaction.
 * @throws {Refusal} not_found, forbidden
 */
export async function placeWithin(
  acting: Acting,
  writing: Writing,
  { held, author }: Approved,
): Promise<MessageView> {
  const { tx, now, append } = writing;
  const { id, conversationId, senderId, content, clientId, writtenAt } = held;
  const times = { sentFromClient: writtenAt, sentFromServer: now };
  const post: UnplacedMessage = { id, conversationId, senderId, content, clientId, ...times };
  const { seq, number } = await place(acting, writing, post);
  await setWrittenAt(tx, { messageId: id, at: writtenAt });
  await countApproved(tx, { conversationId, userId: senderId, seq, number, at: now });
  const placed = { seq, senderName: author.name, senderRole: author.role };
  const message = { ...viewOfPost(post, placed), writtenAt };
  await append(chatMessageFrame(message));
  return message;
}

/** The same as `insert`, for a database that stores posts together. */
function posting(
  context: Context,
  { rulesMark, ...input }: Post & { rulesMark: string },
  now: string,
): ReturnType<Posting<MessageView>> {
  const post = newPost(context, input, now);
  return {
    post: { ...post, sessionId: context.actor.sessionId, rulesMark },
    result(placed) {
      const message = viewOfPost(post, placed);
      return { value: message, frame: chatMessageFrame(message) };
    },
  };
}

function newPost(
  { actor, clock, random }: Context | Acting,
  input: Post,
  now: string,
): UnplacedMessage {
  return {
    id: uuidv7(clock.now(), random),
    conversationId: input.conversationId,
    senderId: actor.id,
    content: input.content,
    sentFromClient: clientTime(input.sentFromClient) ?? now,
    sentFromServer: now,
    clientId: input.clientId ?? null,
  };
}

function viewOfPost(
  post: UnplacedMessage,
  placed: Pick<MessageView, "seq" | "senderName" | "senderRole">,
): MessageView {
  return {
    id: post.id,
    conversationId: post.conversationId,
    senderId: post.senderId,
    senderName: placed.senderName,
    senderRole: placed.senderRole,
    seq: placed.seq,
    content: post.content,
    sentAt: post.sentFromServer,
    ...(post.clientId !== null && { clientId: post.clientId }),
  };
}

/** The client's time, if it is valid. */
function clientTime(text = ""): string | undefined {
  const isKept = text !== "" && text.length <= clientTimeChars && isStorable(text);
  return isKept ? text : undefined;
}

async function earlierPost({ db, actor }: Context, input: Post): Promise<MessageView> {
  const row = await messageByClientId(db, { senderId: actor.id, clientId: input.clientId ?? "" });
  if (row?.conversationId !== input.conversationId) {
    throw new Refusal("conflict", {
      reason: "message_id_used",
    });
  }
  return viewOfMessage(row);
}

/** @throws {Refusal} invalid, limited, not_found, forbidden (another author's, too late, or a word rule) */
export async function editMessage(
  context: Context,
  input: MessageKey & { content: string },
): Promise<MessageView> {
  const content = validContent(input.content);
  takeTurn(context);
  const found = searched(context, { ...input, content });
  return writeAs(context, signedIn, async (acting, writing) => {
    const { tx, now, append } = writing;
    const { conversationId } = input;
    await requireRight(acting, writing, { conversationId, right: "edit" });
    const { row, meta, acts } = await messageInScope(acting, writing, input);
    if (!acts.includes("edit")) {
      throw new Refusal("forbidden", {
        reason: "message_not_editable",
      });
    }
    const ruled = { conversationId, right: "edit", content, searched: found } as const;
    const hits = await bindingHits(acting, writing, ruled);
    const edit = { messageId: row.id, change: "edit", reason: null } as const;
    await keepVersion(tx, { ...edit, by: acting.actor.id, at: now });
    await updateContent(tx, { id: row.id, content, at: now });
    const revision = row.revision + 1;
    const edited = viewOfMessage({ ...row, content, editedAt: now, revision });
    const message = await applyRules(acting, writing, { message: edited, hits });
    await append({
      messageType: "MessageEdited",
      payload: { message },
      meta,
    });
    return message;
  });
}

export interface RemovalInput extends MessageKey {
  reason?: string | undefined;
  /** Lets its author read the text, to write it anew. */
  handBack?: boolean | undefined;
  /** A case was decided so: then the author may be of equal office. */
  isDecision?: boolean;
}

/**
 * Removes a message and leaves a note. If its author takes it back, its text is erased with all earlier
 * ones; if staff, owners or moderators remove it, including their own after the time limit, it is kept
 * for staff.
 * @throws {Refusal} not_found, forbidden
 */
export function removeMessage(context: Context, input: RemovalInput): Promise<MessageView> {
  return writeAs(context, signedIn, (acting, writing) => removeWithin(acting, writing, input));
}

/** Within the caller's transaction. @throws {Refusal} not_found, forbidden */
export async function removeWithin(
  acting: Acting,
  writing: Writing,
  input: RemovalInput,
): Promise<MessageView> {
  const { actor } = acting;
  const given = validReason(input.reason);
  const { tx, now, append } = writing;
  const found = await messageInScope(acting, writing, input);
  const { row, meta } = found;
  const as = input.isDecision === true ? "staff" : removerAs(found);
  const isErased = as === "author";
  const reason = isErased ? null : given;
  const handedBack = !isErased && input.handBack === true && row.senderId !== actor.id;
  await markRemoved(tx, { id: row.id, by: actor.id, as, at: now, reason, handedBack });
  if (isErased) await dropVersions(tx, row.id);
  else {
    await recordAct(acting, writing, {
      verb: "message.remove",
      conversationId: row.conversationId,
      subjectId: row.id,
      detail: reason,
    });
  }
  const message = viewOfMessage({
    ...row,
    content: "",
    removedAt: now,
    removedAs: as,
    removedReason: reason,
    handedBack: flag(handedBack),
    revision: row.revision + 1,
  });
  await append({
    messageType: "MessageRemoved",
    payload: { message },
    meta,
  });
  return message;
}

/** @throws {Refusal} forbidden */
function removerAs({ row, reader, acts, isOfEqual }: MessageInScope): RemovedBy {
  if (acts.includes("take_back")) return "author";
  if (acts.includes("moderate")) return isStaffHere(reader) ? "staff" : "moderator";
  const reason = isOfEqual && row.removedAt === null ? "equal_office" : "message_not_removable";
  throw new Refusal("forbidden", { reason });
}

/**
 * The text of a removed message: for staff, whose viewing is recorded, and for its author, if it was
 * handed back.
 * @throws {Refusal} not_found
 */
export function readRemovedContent(context: Context, key: MessageKey): Promise<string> {
  return writeAs(context, signedIn, async (acting, writing) => {
    // To others, the text does not exist.
    const { acts, reader, row } = await messageToRead(acting, writing, key);
    const content = await removedContent(writing.tx, row.id);
    if (!acts.includes("read_removed") || content === undefined) throw notFound();
    if (!isStaffHere(reader)) return content;
    const { conversationId } = row;
    await recordLookWithin(acting, writing, { conversationId });
    await recordAct(acting, writing, {
      verb: "message.read_removed",
      conversationId,
      subjectId: row.id,
    });
    return content;
  });
}

/** @throws {Refusal} limited */
export function takeTurn({ rates, actor }: Context): void {
  takeOrRefuse(rates.messages, actor.id, "sending_too_fast");
}
