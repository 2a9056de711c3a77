/** The definition of one kind of event. Each kind has a file beside this one. */
import type { Reading } from "../counter.ts";
import type { TimelineContent } from "../timeline.ts";
import type { ConversationView, MemberRole, MemberView, MessageView } from "../views.ts";

/** An event of a conversation, with its place in the order of that conversation. */
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

/**
 * The data of an event as the log stores it. It repeats no messages or names, so that erasing them
 * in their tables erases them everywhere.
 */
export interface KeptEvent {
  messageId?: string;
  data?: object;
}

/** An event as the log returns it, joined with the current state of what it names. */
export interface LoggedEvent {
  meta: EventMeta;
  /** Unchecked. */
  data: unknown;
  message?: MessageView;
  person?: Pick<MemberView, "name" | "userRole">;
}

/**
 * What an event means to those it concerns. Everyone who has the conversation open receives every
 * event; with these effects the socket server tells all others, and the chat page changes more than
 * its timeline.
 */
export interface EventEffects {
  /**
   * A new message: the original's clients receive it, and it counts as unread if the group is not
   * open.
   */
  posted?: MessageView;
  /** A message was edited or removed; lists that show it must update. */
  revised?: MessageView;
  /** A user is in the group, with this role. */
  member?: { userId: string; role: MemberRole; isNew: boolean };
  /** A user is no longer in the group, and receives neither this event nor later ones. */
  left?: { userId: string };
  /** Every list must update its entry for the group. */
  relisted?: true;
  /** The group was deleted. */
  ended?: true;
}

interface AnyEvent {
  messageType: string;
  payload: object;
  meta: EventMeta;
}

export interface EventKind<Event extends AnyEvent> {
  keep(payload: Event["payload"]): KeptEvent;
  /** The stored data has a `userId`, whose name and role are joined in. */
  namesPerson?: true;
  /** Clients that missed it fetch the group's page anew: the events do not say all of what it brings. */
  fetchedAnew?: true;
  /** @returns undefined if the stored data is invalid, or what it names is gone */
  restore(stored: LoggedEvent): Event | undefined;
  effects(event: Event): EventEffects;
  /** How the event changes a timeline. */
  changeTimeline?(timeline: TimelineContent, event: Event): Partial<TimelineContent>;
  /** How the event changes the group's entry in the reader's list. */
  changeList?(listed: ConversationView, event: Event, reading: Reading): ConversationView;
  /** The wire form, if it differs from the form in the program. */
  toWire?(event: Event): object;
  /** Converts the wire form to the form in the program. Needed only if they differ. */
  fromWire?(event: Event): Event;
}
