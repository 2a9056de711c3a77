/** Everything the chat page shows, as data: the server renders it, the browser goes on from it. */
import type {
  ConversationView,
  DescribedConversation,
  MemberRole,
  MemberView,
  MessageView,
  Role,
} from "#wire/views.ts";
import type { OutboxEntry, SessionState } from "#sync/session_ports.ts";
import type { Timeline } from "#sync/timeline.ts";
import type { ChatTexts } from "../text/chat.en.ts";
import type { CommonTexts } from "../text/common.en.ts";
import type { Locale } from "../text/catalogue.ts";

export interface Reader {
  id: string;
  name: string;
  role: Role;
}

/** What the web application answers for a conversation: its newest page and its position. */
export interface ConversationPage {
  conversation: DescribedConversation;
  epoch: string;
  /** The newest message the reader has seen; absent for who is not a member. */
  readSeq?: number;
  members: MemberView[];
  messages: MessageView[];
  hasOlder: boolean;
}

export interface OlderPage {
  messages: MessageView[];
  hasOlder: boolean;
}

export interface PageTexts {
  chat: ChatTexts;
  common: CommonTexts;
}

/** The data of the page's island. */
export interface ChatBoot {
  reader: Reader;
  locale: Locale;
  texts: PageTexts;
  wsUrl: string;
  nowMs: number;
  conversations: ConversationView[];
  page: ConversationPage;
  /** The page is an older one, as a link without scripts asks for: newer messages are missing. */
  olderPage: boolean;
  /** What a form sent without scripts could not post. */
  refused?: { text: string; error: string };
}

export type ChatDialog = RemovalDialog | RemovedContentDialog;

export interface RemovalDialog {
  kind: "delete" | "remove";
  messageId: string;
  busy: boolean;
  /** The message was edited since the question was asked. */
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
  /** What was last asked to be stored: a message that reads so is the answer. */
  sent?: string;
  /** The message was edited elsewhere since the form was opened. */
  changed?: boolean;
  error?: string;
}

/** What was typed into an edit that could not be stored any more. */
export interface ReturnedText {
  messageId: string;
  text: string;
}

export interface OpenConversation {
  /** What it began with. It opens where the unread messages of that begin. */
  page: ConversationPage;
  timeline: Timeline;
  epoch: string;
  memberRole?: MemberRole;
  /** `gone`: not the reader's any more. What was read stays on the screen; writing ends. */
  phase: "ready" | "closed";
  /** Everything up to here was seen. */
  readSeq: number;
  /** The line "new messages" stands after this seq. */
  newAfterSeq?: number;
  /** Whether the newest message is on the screen. */
  atBottom: boolean;
  /** Messages of others that arrived below what is on the screen. */
  missedBelow: number;
  /** Up to here events are told afterwards: what comes of them was not seen when it came. */
  missedUpTo: number;
  older: "idle" | "loading" | "failed";
  /** Until then older messages come only where the reader asks for them. */
  olderAgainMs: number;
  /** The newest message when messages that were far above were last let go. */
  lightenedAtSeq: number;
  /** How often the reader has asked for the first unread message. */
  asksForNew: number;
  online: readonly string[];
  typing: readonly { userId: string; name: string; untilMs: number }[];
  editing?: Editing;
  /** Goes on in the field for new messages. */
  returned?: ReturnedText;
}

export interface ChatState {
  reader: Reader;
  locale: Locale;
  texts: PageTexts;
  /** An IANA zone; UTC until the browser has taken over. */
  zone: string;
  nowMs: number;
  /** False on the server and without scripts: then only links and forms are offered. */
  live: boolean;
  connection: SessionState;
  /** Whether what waits to be sent outlives the page. Not promised before that was tried. */
  keepsUnsent: boolean;
  conversations: readonly ConversationView[];
  /** The reader's messages that the server has not stored, of every group. */
  outbox: readonly OutboxEntry[];
  /** The conversation of the address; its page may still be on its way. */
  currentId: string;
  current?: OpenConversation;
  /** Why the page of the conversation could not be fetched. */
  pageProblem?: "offline" | "not_found" | "failed";
  filter: string;
  drawer: boolean;
  details: boolean;
  dialog?: ChatDialog;
  /** The newest that is said to screen readers, and of which message. */
  announcement?: { messageId: string; text: string };
  olderPage: boolean;
  refused?: { text: string; error: string };
}

export function stateOfBoot(boot: ChatBoot): ChatState {
  const { reader, locale, texts, nowMs, conversations, page, refused, olderPage } = boot;
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
    outbox: [],
    currentId: page.conversation.id,
    current: openPage(page),
    filter: "",
    drawer: false,
    details: false,
    olderPage,
    refused,
  };
}

export function openPage(page: ConversationPage): OpenConversation {
  const { conversation, epoch, members, messages, hasOlder } = page;
  const { id, name, description, seq, memberRole, unread } = conversation;
  const newest = messages.at(-1)?.seq ?? 0;
  const readSeq = page.readSeq ?? newest;
  const newAfterSeq = unread > 0 ? readSeq : undefined;
  return {
    page,
    timeline: {
      id,
      name,
      description,
      seq,
      members,
      messages,
      hasOlder,
      deleted: false,
      unplaced: [],
      renamed: new Map(),
    },
    epoch,
    memberRole,
    phase: "ready",
    readSeq,
    newAfterSeq,
    // It opens where the unread messages begin: whether the end is on the screen too, is seen then.
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

/** The seq after which the line "new messages" stands; nothing where its place is not loaded. */
export function lineSeq({ newAfterSeq, timeline }: OpenConversation): number | undefined {
  const oldest = timeline.messages[0]?.seq ?? 0;
  const isAbove = newAfterSeq !== undefined && timeline.hasOlder && oldest > newAfterSeq + 1;
  return isAbove ? undefined : newAfterSeq;
}

/** Whether what stands below the line "new messages" has not been read yet. */
export function isUnread({ newAfterSeq, readSeq }: OpenConversation): boolean {
  return newAfterSeq !== undefined && newAfterSeq >= readSeq;
}

/**
 * Whether what comes next is read as it comes: the end is on the screen with all that is unread before
 * it. An edit field keeps its place there, and pushes what comes below it off the screen.
 */
export function readsAlong(current: OpenConversation): boolean {
  return current.atBottom && !current.editing && !beginsAbove(current);
}

/** Whether the unread messages begin above what is loaded: then who sees the end has not read them. */
export function beginsAbove(current: OpenConversation): boolean {
  return isUnread(current) && lineSeq(current) === undefined;
}
