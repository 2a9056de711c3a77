/** What there is to say of one kind of event. Each kind has a file beside this one that says it. */
import type { Reading } from "../counter.ts";
import type { TimelineContent } from "../timeline.ts";
import type { ConversationView, MemberRole, MemberView, MessageView } from "../views.ts";

/** Something that happened in a conversation, at its place in the order of what happens there. */
export interface ConversationEvent<Kind extends string, Payload> {
  messageType: Kind;
  payload: Payload;
  meta: EventMeta;
}

export interface EventMeta {
  conversationId: string;
  seq: number;
  timestamp: string;
}

/** What the log keeps of an event. Messages and names are not repeated: who erases them erases them everywhere. */
export interface KeptEvent {
  messageId?: string;
  data?: object;
}

/** An event as the log gives it back, with what it names joined in as that is now. */
export interface StoredEvent {
  meta: EventMeta;
  /** Not checked. */
  data: unknown;
  message?: MessageView;
  person?: Pick<MemberView, "name" | "userRole">;
}

/**
 * What an event means to those it concerns. Whoever has the conversation open hears every event; the
 * socket server tells the others, and the chat page changes more than its timeline, by these.
 */
export interface EventEffects {
  /** A new message: the original's clients hear it, and it counts where the group is not open. */
  posted?: MessageView;
  /** A message is another one now; a list that shows it shows it anew. */
  revised?: MessageView;
  /** Somebody is in the group, with this role. */
  member?: { userId: string; role: MemberRole; isNew: boolean };
  /** Somebody is not in the group any more, and hears neither this event nor a later one. */
  left?: { userId: string };
  /** Every list shows the group otherwise now. */
  relisted?: true;
  /** There is no such group any more. */
  ended?: true;
}

interface AnyEvent {
  messageType: string;
  payload: object;
  meta: EventMeta;
}

export interface EventKind<Event extends AnyEvent> {
  keep(payload: Event["payload"]): KeptEvent;
  /** Data that is kept names somebody, as `userId`, whose name and role are joined in. */
  namesPerson?: true;
  /** @returns nothing when what was kept cannot be read, or what it names is gone */
  restore(stored: StoredEvent): Event | undefined;
  effects(event: Event): EventEffects;
  /** What is different of a timeline afterwards. */
  changeTimeline?(timeline: TimelineContent, event: Event): Partial<TimelineContent>;
  /** The group as the reader's list shows it afterwards. */
  changeList?(listed: ConversationView, event: Event, reading: Reading): ConversationView;
  /** How it is sent, where that is not as programs hold it. */
  toWire?(event: Event): object;
  /** As programs hold it; whatever was received otherwise is passed on. */
  fromWire?(event: Event): Event;
}
