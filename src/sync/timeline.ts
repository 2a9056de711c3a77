/**
 * A conversation as a client holds it, and what each event makes of it. Pure: the state before,
 * plus the events since, is the state fetched afresh. Applying an event again changes nothing.
 */
import { compareTexts, foldText } from "#wire/fold.ts";
import type { ConversationDeleted, EventFrame, MemberView, MessageView } from "#wire/frames.ts";

export interface Timeline {
  id: string;
  name: string;
  description: string;
  /** The newest event applied. */
  seq: number;
  members: readonly MemberView[];
  /** Without a hole from the oldest one loaded to the newest, by seq. */
  messages: readonly MessageView[];
  /** Whether there are older messages than the ones loaded. */
  hasOlder: boolean;
  deleted: boolean;
  /** Newer versions of messages that are not loaded. */
  unplaced: readonly MessageView[];
  /** How people are called whose name or role has changed since the page was fetched, by their id. */
  renamed: ReadonlyMap<string, Author>;
}

type Author = Pick<MessageView, "senderName" | "senderRole">;

/** Versions kept for messages that are not loaded; a page fetched later has the rest. */
const unplacedMax = 200;

export function applyEvent(timeline: Timeline, frame: EventFrame): Timeline {
  if (frame.meta.seq <= timeline.seq) return timeline;
  return { ...timeline, ...changed(timeline, frame), seq: frame.meta.seq };
}

function changed(timeline: Timeline, frame: EventFrame): Partial<Timeline> {
  switch (frame.messageType) {
    case "ChatMessage":
      return placeMessage(timeline, frame.payload.message);
    case "MessageEdited":
    case "MessageRemoved":
      return revise(timeline, frame.payload.message);
    case "MemberAdded":
    case "MemberChanged": {
      const { member } = frame.payload;
      const { userId, name: senderName, userRole: senderRole } = member;
      return {
        ...signed(timeline, userId, { senderName, senderRole }),
        members: inPlace(without(timeline, userId), member),
      };
    }
    case "MemberRemoved": {
      const { userId, deleted } = frame.payload;
      return {
        ...(deleted && signed(timeline, userId, { senderName: "", senderRole: "user" })),
        members: without(timeline, userId),
      };
    }
    case "ConversationChanged":
      return { name: frame.payload.name, description: frame.payload.description };
    default:
      frame satisfies ConversationDeleted;
      return { deleted: true, messages: [], members: [], hasOlder: false };
  }
}

/** Puts in a message that is known to be stored, such as an acknowledged one. Moves no position. */
export function placeMessage(timeline: Timeline, message: MessageView): Timeline {
  const { messages } = timeline;
  const last = messages.at(-1);
  if (!last || last.seq < message.seq) return { ...timeline, messages: [...messages, message] };
  if (messages.some(({ id }) => id === message.id)) return revise(timeline, message);
  if (message.seq < messages[0]!.seq && timeline.hasOlder) return revise(timeline, message);
  const after = messages.findIndex(({ seq }) => seq > message.seq);
  return { ...timeline, messages: messages.toSpliced(after, 0, message) };
}

export interface PageBefore {
  /** The seq that the page was asked for. */
  before: number;
  messages: readonly MessageView[];
  hasOlder: boolean;
}

/** Puts an older page in front; not where the timeline begins elsewhere by now: that made a hole. */
export function prependPage(timeline: Timeline, page: PageBefore): Timeline {
  if (timeline.messages[0]?.seq !== page.before) return timeline;
  const older = page.messages.map((message) => ({
    ...timeline.unplaced.filter(({ id }) => id === message.id).reduce(newer, message),
    ...timeline.renamed.get(message.senderId),
  }));
  return { ...timeline, messages: [...older, ...timeline.messages], hasOlder: page.hasOlder };
}

/** Lets go of all but the newest messages; the older ones can be fetched again. */
export function keepNewest(timeline: Timeline, count: number): Timeline {
  if (timeline.messages.length <= count) return timeline;
  return { ...timeline, messages: timeline.messages.slice(-count), hasOlder: true };
}

function revise(timeline: Timeline, message: MessageView): Timeline {
  const index = timeline.messages.findIndex(({ id }) => id === message.id);
  if (index < 0) {
    return { ...timeline, unplaced: [...timeline.unplaced, message].slice(-unplacedMax) };
  }
  const revised = newer(timeline.messages[index]!, message);
  return { ...timeline, messages: timeline.messages.with(index, revised) };
}

/** Two versions of one message: a removal is final, and a later edit wins. */
function newer(one: MessageView, other: MessageView): MessageView {
  if (one.removed || other.removed) return one.removed ? one : other;
  return (other.editedAt ?? "") >= (one.editedAt ?? "") ? other : one;
}

/** Messages are by whom their author is now. */
function signed(timeline: Timeline, userId: string, author: Author): Partial<Timeline> {
  const sign = (messages: readonly MessageView[]) =>
    messages.some(({ senderId }) => senderId === userId)
      ? messages.map((message) =>
          message.senderId === userId ? { ...message, ...author } : message,
        )
      : messages;
  const renamed = new Map(timeline.renamed).set(userId, author);
  return { messages: sign(timeline.messages), unplaced: sign(timeline.unplaced), renamed };
}

function without(timeline: Timeline, userId: string): MemberView[] {
  return timeline.members.filter((member) => member.userId !== userId);
}

const rank = { owner: 0, moderator: 1, member: 2 } as const;

/** The others stand in their order already. */
function inPlace(others: MemberView[], member: MemberView): MemberView[] {
  const after = others.findIndex((other) => compareMembers(member, other) < 0);
  return after < 0 ? [...others, member] : others.toSpliced(after, 0, member);
}

/** As the database sorts: see `membersOf`. */
function compareMembers(one: MemberView, other: MemberView): number {
  return (
    rank[one.role] - rank[other.role] ||
    compareTexts(foldText(one.name), foldText(other.name)) ||
    compareTexts(one.name, other.name) ||
    compareTexts(one.userId, other.userId)
  );
}
