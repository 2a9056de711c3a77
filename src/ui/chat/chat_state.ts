/**
 * Everything the chat page shows, as data: the server renders it, and the browser continues from
 * it.
 */
import type {
  ConversationView,
  DescribedConversation,
  HeldView,
  MemberRole,
  MemberView,
  MessageView,
  MuteView,
  Office,
  Role,
} from "#wire/views.ts";
import type { OutboxEntry, SessionState } from "#sync/session_ports.ts";
import type { Timeline } from "#sync/timeline.ts";
import type { ChatTexts } from "../text/chat.en.ts";
import type { NameTexts } from "../text/names.en.ts";
import type { Locale } from "../text/catalogue.ts";
import type { FirstStepsProps } from "../conversations/first_steps.tsx";
import type { ListLook } from "./list_look.ts";
import type { FlashMessage } from "../parts/flash.tsx";

export interface Reader {
  id: string;
  name: string;
  role: Role;
  office?: Office;
  /** What the rail shows numbers of. */
  cases?: number;
  answers?: number;
  /** Where they may not write for a while. */
  mutes?: MuteView[];
}

/** The web application's answer for a conversation: its newest page and its position. */
export interface ConversationPage {
  conversation: DescribedConversation;
  epoch: string;
  /** The newest message the reader has seen; missing if the reader is not a member. */
  readSeq?: number;
  /** When the reader wrote last, if people have to wait between two messages. */
  wroteAt?: string;
  members: readonly MemberView[];
  /** What tells members of the same name apart, by id; missing if no two have the same. */
  marks?: Record<string, string>;
  /** Of members who are teachers or tutors of its course, by id; missing if there are none. */
  offices?: Record<string, Office>;
  messages: MessageView[];
  hasOlder: boolean;
  /** The reader's own messages that wait for approval or were returned; missing where none can. */
  held?: HeldView[];
}

export interface OlderPage {
  messages: MessageView[];
  hasOlder: boolean;
}

export interface PageTexts {
  chat: ChatTexts;
  common: NameTexts;
}

/** What the page says to its script, which has the texts. */
export type ChatPageData = Omit<ChatBoot, "texts">;

/** The data of the page's island. */
export interface ChatBoot {
  reader: Reader;
  locale: Locale;
  texts: PageTexts;
  wsUrl: string;
  /** Whose chat this is. */
  institution?: string;
  nowMs: number;
  conversations: ConversationView[];
  /** Where the reader, a student, begins a conversation, and what the link is called. */
  opens?: { href: string; label: string } | undefined;
  /** The ids of the groups that the reader keeps at the top. */
  favourites: string[];
  look: ListLook;
  /** The group of the address; without one, the page shows the list. */
  page?: ConversationPage;
  /** The result of what led to this page. */
  flash?: FlashMessage[];
  /** Of staff who have not done or skipped them, beside the list. */
  steps?: FirstStepsProps;
  /** What the list was searched for without scripts. */
  filter?: string;
  /** An older page, which links without scripts lead to: newer messages are missing. */
  olderPage: boolean;
  /** The text of a form, sent without scripts, that could not be posted. */
  refused?: { text: string; error: string };
}

export type ChatDialog = RemovalDialog | RemovedContentDialog;

export interface RemovalDialog {
  kind: "delete" | "remove";
  messageId: string;
  busy: boolean;
  /** What the course offers, in the reader's language. */
  reasons?: string[];
  /** The message was edited after the dialog was opened. */
  changed?: boolean;
  error?: string;
}

export interface RemovedContentDialog {
  kind: "removed_content";
  messageId: string;
  content?: string;
  error?: string;
}

export interface Editing {
  messageId: string;
  busy: boolean;
  /** The text last sent for storing; a message with this text is the answer. */
  sent?: string;
  /** The message was edited elsewhere after the form was opened. */
  changed?: boolean;
  error?: string;
}

/** The text typed into an edit that can no longer be saved. */
export interface ReturnedText {
  messageId: string;
  text: string;
}

export interface OpenConversation {
  /**
   * The newest seq when the page was opened. The page opens where the unread messages of that
   * moment begin.
   */
  page: ConversationPage;
  timeline: Timeline;
  epoch: string;
  memberRole?: MemberRole;
  /** The reader is on the staff of its course. */
  byOffice?: true;
  /** `gone`: the reader no longer has access. The messages stay on the screen; writing ends. */
  phase: "ready" | "closed";
  /** The reader has seen everything up to this seq. */
  readSeq: number;
  /** The line "new messages" is after this seq. */
  newAfterSeq?: number;
  /** Whether the newest message is on the screen. */
  atBottom: boolean;
  /** How many messages of others arrived below the visible part. */
  missedBelow: number;
  /** Events up to this seq were delivered late, so the reader did not see their messages arrive. */
  missedUpTo: number;
  older: "idle" | "loading" | "failed";
  /** Until this time, older messages are loaded only if the reader asks for them. */
  olderAgainMs: number;
  /** The newest message at the time when old messages were last dropped. */
  lightenedAtSeq: number;
  /** How often the reader has asked for the first unread message. */
  asksForNew: number;
  online: readonly string[];
  typing: readonly { userId: string; name: string; untilMs: number }[];
  /** How often who looked in has changed since the page was opened. */
  looks?: number;
  /** The reader's own messages that wait for approval or were returned; missing where none can. */
  held?: readonly HeldView[];
  /** How often they have changed since the page was opened. */
  heldChanges?: number;
  editing?: Editing;
  /** The text continues in the field for new messages. */
  returned?: ReturnedText;
}

export interface ChatState {
  reader: Reader;
  locale: Locale;
  texts: PageTexts;
  /** An IANA time zone; UTC until the browser has taken over. */
  zone: string;
  nowMs: number;
  /** False on the server and without scripts: then the page offers only links and forms. */
  live: boolean;
  connection: SessionState;
  /** Whether unsent messages outlive the page. False until storing them has been tried. */
  keepsUnsent: boolean;
  conversations: readonly ConversationView[];
  opens?: { href: string; label: string } | undefined;
  favourites: readonly string[];
  look: ListLook;
  /** The reader's messages that the server has not stored, of all groups. */
  outbox: readonly OutboxEntry[];
  /**
   * The conversation of the address; its page may not have arrived yet. Undefined at the address of
   * the list.
   */
  currentId?: string;
  current?: OpenConversation;
  /** Why the page of the conversation could not be fetched. */
  pageProblem?: "offline" | "not_found" | "failed";
  filter: string;
  steps?: FirstStepsProps;
  /** Until the reader goes elsewhere. */
  flash: readonly FlashMessage[];
  details: boolean;
  dialog?: ChatDialog;
  /** The last announcement to screen readers, and the message it is about. */
  announcement?: { messageId: string; text: string };
  olderPage: boolean;
  refused?: { text: string; error: string };
  institution?: string;
}

export function stateOfBoot(boot: ChatBoot): ChatState {
  const { reader, locale, texts, nowMs, conversations, page, refused, olderPage, institution } =
    boot;
  return {
    reader,
    locale,
    texts,
    zone: "UTC",
    nowMs,
    live: false,
    connection: { kind: "idle" },
    keepsUnsent: false,
    conversations,
    opens: boot.opens,
    favourites: boot.favourites,
    look: boot.look,
    outbox: [],
    currentId: page?.conversation.id,
    current: page && openPage(page),
    filter: boot.filter ?? "",
    flash: boot.flash ?? [],
    steps: boot.steps,
    details: false,
    olderPage,
    refused,
    institution,
  };
}

export function openPage(page: ConversationPage): OpenConversation {
  const { conversation, epoch, members, messages, hasOlder } = page;
  const { id, name, description, mode, seq, memberRole, byOffice, unread } = conversation;
  const newest = messages.at(-1)?.seq ?? 0;
  const readSeq = page.readSeq ?? newest;
  const newAfterSeq = unread > 0 ? readSeq : undefined;
  return {
    page,
    timeline: {
      id,
      name,
      description,
      mode,
      seq,
      members,
      messages,
      hasOlder,
      deleted: false,
      unplaced: [],
      renamed: new Map(),
    },
    epoch,
    held: page.held,
    memberRole,
    byOffice,
    phase: "ready",
    readSeq,
    newAfterSeq,
    // The page opens at the first unread message; whether the end is on the screen shows only then.
    atBottom: newAfterSeq === undefined,
    missedBelow: 0,
    missedUpTo: 0,
    older: "idle",
    olderAgainMs: 0,
    lightenedAtSeq: 0,
    asksForNew: 0,
    online: [],
    typing: [],
  };
}

/** The seq after which the line "new messages" is shown; undefined if its place is not loaded. */
export function lineSeq({ newAfterSeq, timeline }: OpenConversation): number | undefined {
  const oldest = timeline.messages[0]?.seq ?? 0;
  const isAbove = newAfterSeq !== undefined && timeline.hasOlder && oldest > newAfterSeq + 1;
  return isAbove ? undefined : newAfterSeq;
}

/** Whether the messages below the line "new messages" are still unread. */
export function isUnread({ newAfterSeq, readSeq }: OpenConversation): boolean {
  return newAfterSeq !== undefined && newAfterSeq >= readSeq;
}

/**
 * Whether the next message counts as read when it arrives: the end is on the screen, together with
 * all unread messages before it. An open edit form keeps its place and pushes newer messages off
 * the screen.
 */
export function readsAlong(current: OpenConversation): boolean {
  return current.atBottom && !current.editing && !beginsAbove(current);
}

/**
 * Whether the unread messages begin above what is loaded; then seeing the end does not mean having
 * read them.
 */
export function beginsAbove(current: OpenConversation): boolean {
  return isUnread(current) && lineSeq(current) === undefined;
}
