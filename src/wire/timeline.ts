/** How events change an open conversation. Pure, and applying one twice has the same result. */
import { compareTexts, foldText } from "./fold.ts";
import type { GroupMode, MemberRole, MemberView, MessageView } from "./views.ts";

/** The part of a client's conversation that events change. */
export interface TimelineContent {
  name: string;
  description: string;
  /** It may have ended. */
  mode?: GroupMode | undefined;
  members: readonly MemberView[];
  /** By seq, without gaps from the oldest one loaded to the newest. */
  messages: readonly MessageView[];
  /** Whether there are messages older than the ones loaded. */
  hasOlder: boolean;
  deleted: boolean;
  /** Newer versions of messages that are not loaded. */
  unplaced: readonly MessageView[];
  /** The current names and roles of users that have changed since the page was fetched, by id. */
  renamed: ReadonlyMap<string, Author>;
}

type Author = Pick<MessageView, "senderName" | "senderRole">;

/**
 * Limits the versions kept for messages that are not loaded; a page fetched later includes the
 * rest.
 */
const unplacedMax = 200;

/** Inserts a message that is known to be stored, such as an acknowledged one. Moves no position. */
export function placeMessage<T extends TimelineContent>(timeline: T, message: MessageView): T {
  const { messages, hasOlder } = timeline;
  const before = messages.findLastIndex(({ seq }) => seq <= message.seq);
  const isLoaded = messages[before]?.seq === message.seq;
  const isOlder = before < 0 && messages.length > 0 && hasOlder;
  if (isLoaded || isOlder) return reviseMessage(timeline, message);
  return { ...timeline, messages: messages.toSpliced(before + 1, 0, message) };
}

/** Replaces a loaded message with a newer version. */
export function reviseMessage<T extends TimelineContent>(timeline: T, message: MessageView): T {
  const index = timeline.messages.findIndex(({ id }) => id === message.id);
  if (index < 0) {
    return { ...timeline, unplaced: [...timeline.unplaced, message].slice(-unplacedMax) };
  }
  const revised = newerMessage(timeline.messages[index]!, message);
  return { ...timeline, messages: timeline.messages.with(index, revised) };
}

/**
 * The newer of two versions of one message. Edits and removals from before revisions were counted have
 * none: of those, a removal is final, and a later edit wins.
 */
export function newerMessage(one: MessageView, other: MessageView): MessageView {
  const [before = 0, after = 0] = [one.revision, other.revision];
  if (before !== after) return before > after ? one : other;
  if (one.removed || other.removed) return one.removed ? one : other;
  return (other.editedAt ?? "") >= (one.editedAt ?? "") ? other : one;
}

/** Updates a user's name and role on all of their messages. */
export function renameAuthor(
  timeline: TimelineContent,
  userId: string,
  author: Author,
): Partial<TimelineContent> {
  const sign = (messages: readonly MessageView[]) =>
    messages.some(({ senderId }) => senderId === userId)
      ? messages.map((message) =>
          message.senderId === userId ? { ...message, ...author } : message,
        )
      : messages;
  const renamed = new Map(timeline.renamed).set(userId, author);
  return { messages: sign(timeline.messages), unplaced: sign(timeline.unplaced), renamed };
}

/** The members with one of them updated, in the order of lists. */
export function putMember(members: readonly MemberView[], member: MemberView): MemberView[] {
  return inPlace(dropMember(members, member.userId), member);
}

export function dropMember(members: readonly MemberView[], userId: string): MemberView[] {
  return members.filter((member) => member.userId !== userId);
}

const roles: readonly MemberRole[] = ["owner", "moderator", "member"];

/** The others are already in order. */
function inPlace(others: MemberView[], member: MemberView): MemberView[] {
  const after = others.findIndex((other) => compareMembers(member, other) < 0);
  return after < 0 ? [...others, member] : others.toSpliced(after, 0, member);
}

/** Sorts as the database does; see `membersOf`. */
function compareMembers(one: MemberView, other: MemberView): number {
  return (
    roles.indexOf(one.role) - roles.indexOf(other.role) ||
    compareTexts(foldText(one.name), foldText(other.name)) ||
    compareTexts(one.name, other.name) ||
    compareTexts(one.userId, other.userId)
  );
}
