/**
 * Runs the chat page: connects the session, the server's pages, the browser and the page's state.
 */
import type { SignedOutReason } from "#wire/frames.ts";
import type { SessionClock, SessionEvent } from "#sync/session_ports.ts";
import type { Session } from "#sync/session.ts";
import { eventKindOf, type EventFrame } from "#wire/events/registry.ts";
import { inCurrent } from "./in_current.ts";
import { outboxShown } from "./reduce_outbox.ts";
import { pageLoaded } from "./reduce_open.ts";
import { reduceSessionEvent } from "./reduce_session.ts";
import type { ChatStore } from "./chat_store.ts";
import type { Drafts } from "./drafts.ts";
import type { Pages } from "./fetch_page.ts";
import {
  readsAlong,
  type ChatState,
  type OpenConversation,
  type ReturnedText,
} from "#ui/chat/chat_state.ts";
import { joinDraft } from "#ui/chat/join_draft.ts";
import { type EndedEdit, endedEdit } from "./reduce_dialogs.ts";

export interface ChatParts {
  store: ChatStore;
  drafts: Drafts;
  pages: Pages;
  clock: SessionClock;
  /**
   * Deletes the drafts and unsent messages that the browser stores. This page keeps them in memory.
   */
  forget(): void;
  /** Remembers this group as the one used last. */
  opened(conversationId: string): void;
  /** Whether the reader can see the page. */
  isVisible(): boolean;
}

/** Groups closed a moment ago are shown at once when they are opened again. */
const rememberedGroups = 12;
const readEveryMs = 800;
const otherTabMs = 3_000;
/** After this many failures in a row, check whether the session is still valid. */
const askAfterAttempts = 2;

export class ChatApp {
  readonly #left = new Map<string, OpenConversation>();
  #cancelRead = () => {};
  #readPending = false;
  #fetches = 0;

  constructor(
    readonly parts: ChatParts,
    readonly session: Session,
  ) {
    session.subscribe((event) => this.handle(event));
  }

  get state(): ChatState {
    return this.parts.store.state;
  }

  update(change: (state: ChatState) => ChatState): void {
    this.parts.store.update(change);
  }

  /** Changes the open conversation. */
  updateCurrent(change: (current: OpenConversation) => OpenConversation): void {
    this.update((state) => inCurrent(state, state.currentId, change));
  }

  start(): void {
    const { currentId, olderPage } = this.state;
    if (olderPage && currentId !== undefined) void this.reload(currentId);
    else this.follow();
    this.session.start();
  }

  handle(event: SessionEvent): void {
    const around = { nowMs: this.parts.clock.now(), visible: this.parts.isVisible() };
    this.#take((state) => reduceSessionEvent(state, event, around));
    if (event.kind === "outbox" || event.kind === "acked") this.showOutbox();
    if (event.kind === "event" || event.kind === "opened") this.noteRead();
    if (event.kind === "event") this.#closedEdit(event.frame);
    if (event.kind === "reload") void this.reload(event.conversationId);
    if (event.kind === "welcome" || isListed(event)) this.#comeBack();
    if (event.kind === "state") this.#connectionChanged();
    if (event.kind === "state" && event.state.kind === "signed_out") {
      void this.#signedOut(event.state.reason);
    }
  }

  /** Shows the list, with no group open. */
  showList(): void {
    this.#leaveCurrent();
    this.update((state) => ({ ...state, ...nothingOpen, currentId: undefined }));
    this.showOutbox();
  }

  /**
   * Shows another group: at once if it was open before, otherwise as soon as its page arrives. If
   * it has unread messages, its page is always fetched, because it opens at the first of them.
   */
  async show(conversationId: string): Promise<void> {
    if (this.state.current?.timeline.id === conversationId) return;
    this.#leaveCurrent();
    this.parts.opened(conversationId);
    const known = this.#left.get(conversationId);
    const unread = this.state.conversations.find(({ id }) => id === conversationId)?.unread ?? 0;
    const newAfterSeq = unread > 0 ? known?.readSeq : undefined;
    this.update((state) => ({
      ...state,
      ...nothingOpen,
      currentId: conversationId,
      current: known && { ...known, newAfterSeq, atBottom: unread === 0 },
    }));
    if (known && unread === 0) return this.follow();
    this.showOutbox();
    await this.reload(conversationId);
  }

  /**
   * Fetches the newest page of the open group and follows it from there. If that fails, the session
   * asks again. Answers to earlier requests no longer count.
   */
  async reload(conversationId: string): Promise<void> {
    this.#left.delete(conversationId);
    this.#fetches += 1;
    const mine = this.#fetches;
    const fetched = await this.parts.pages.newest(conversationId);
    if (mine !== this.#fetches || this.state.currentId !== conversationId) return;
    if (fetched.ok) {
      this.#take((state) => pageLoaded(state, fetched.value));
      return this.follow();
    }
    const { problem } = fetched;
    if (problem === "signed_out") return this.session.signOut("expired");
    this.update((state) => ({ ...state, pageProblem: problem }));
    if (problem !== "not_found") return this.session.reloadFailed(conversationId);
    this.session.leave(conversationId);
    this.handle({ kind: "closed", conversationId });
  }

  /** Follows the open group from its page's position. */
  follow(): void {
    const { current } = this.state;
    if (!current || current.phase === "closed") return;
    const { id, seq } = current.timeline;
    this.session.open(id, { seq, epoch: current.epoch });
    this.showOutbox();
    this.noteRead();
  }

  showOutbox(): void {
    const { entries } = this.session.sender.outbox;
    const nowMs = this.parts.clock.now();
    this.update((state) => outboxShown({ ...state, nowMs }, entries));
  }

  /** Tells the server how far the reader has read, with a limit on how often. */
  noteRead(): void {
    if (this.#readPending) return;
    this.#readPending = true;
    this.#cancelRead = this.parts.clock.after(readEveryMs, () => {
      this.#readPending = false;
      this.readNow();
    });
  }

  /** The same at once, for example before the end is scrolled off the screen. */
  readNow(): void {
    if (this.parts.isVisible()) this.markRead();
  }

  /** The page becomes hidden: what was on the screen is read. */
  markRead(): void {
    const { current } = this.state;
    if (!current?.memberRole || !readsAlong(current)) return;
    const { id, messages, seq } = current.timeline;
    // Of what was missed, the rest is still on its way, and will push the end off the screen.
    if (seq < current.missedUpTo) return;
    const newest = messages.at(-1)?.seq ?? 0;
    const listed = this.state.conversations.find((conversation) => conversation.id === id);
    // A lost connection may have lost the position: the server still counts unread messages, so it
    // is sent again.
    if (newest <= current.readSeq && !listed?.unread) return;
    const meta = { conversationId: id, seq: newest };
    if (!this.session.sendIfLive({ messageType: "Read", payload: {}, meta })) return;
    this.update((state) => ({
      ...inCurrent(state, id, (open) => ({
        ...open,
        readSeq: Math.max(open.readSeq, newest),
      })),
      // Messages that the list knows but the screen has not shown stay unread.
      conversations: state.conversations.map((each) =>
        each.id === id && each.seq <= seq ? { ...each, unread: 0 } : each,
      ),
    }));
  }

  #leaveCurrent(): void {
    const { current, currentId } = this.state;
    if (current) this.#leave(current);
    else if (currentId !== undefined) this.session.leave(currentId);
  }

  #leave(current: OpenConversation): void {
    const { id } = current.timeline;
    this.#cancelRead();
    this.#readPending = false;
    this.readNow();
    this.session.leave(id);
    this.#left.delete(id);
    if (current.phase === "closed") return;
    const { editing } = current;
    this.#left.set(id, {
      ...(this.state.current ?? current),
      older: "idle",
      online: [],
      typing: [],
      editing: editing && { messageId: editing.messageId, busy: false },
      returned: undefined,
    });
    const oldest = this.#left.keys().next().value;
    if (this.#left.size > rememberedGroups && oldest !== undefined) this.#left.delete(oldest);
  }

  /** The reader was added to the open group again, so the chat continues in it. */
  #comeBack(): void {
    const { conversations, current, currentId, pageProblem } = this.state;
    const ended = current ? current.phase === "closed" : pageProblem === "not_found";
    const listed = conversations.find(({ id }) => id === currentId);
    if (ended && listed) void this.reload(listed.id);
  }

  /** Handles an event of the session. If it ends an edit, what was typed into it is not lost. */
  #take(change: (state: ChatState) => ChatState): void {
    const { current: before } = this.state;
    const next = change(this.state);
    const edited = endedEdit(before, next.current);
    const returned = edited && this.#takeBack(edited);
    this.update(() => (returned ? returnedTo(next, edited.conversationId, returned) : next));
  }

  /** @returns the text of an edit that continues as a new message, if there is one */
  #takeBack({ messageId, conversationId, stored }: EndedEdit): ReturnedText | undefined {
    const { drafts } = this.parts;
    const text = drafts.read(messageId);
    drafts.write(messageId, "");
    if (stored || text.trim() === "") return undefined;
    drafts.write(conversationId, joinDraft(drafts.read(conversationId), text));
    return { messageId, text };
  }

  /** The text of an edit whose form is not open here. */
  #closedEdit(frame: EventFrame): void {
    const { drafts, clock } = this.parts;
    const { revised } = eventKindOf(frame).effects(frame);
    if (!revised) return;
    const { id: messageId, conversationId, content, removed } = revised;
    if (!removed) {
      if (drafts.read(messageId).trim() === content.trim()) drafts.write(messageId, "");
      return;
    }
    // Another tab may have the form open, and the text continues there.
    clock.after(otherTabMs, () => {
      const returned = this.#takeBack({
        messageId,
        conversationId,
        stored: removed.by === "author",
      });
      if (returned) this.update((state) => returnedTo(state, conversationId, returned));
    });
  }

  /**
   * A sign-out, here or elsewhere, deletes what is stored on the disk. A session that expired or
   * was replaced by another one of this browser is not a sign-out.
   */
  async #signedOut(reason: SignedOutReason): Promise<void> {
    if (reason !== "expired" && (await this.#isSignedOut())) this.parts.forget();
  }

  /** A refused connection looks like a failed one; only a page can tell the difference. */
  #connectionChanged(): void {
    const { connection } = this.state;
    if (connection.kind !== "waiting" || connection.attempt < askAfterAttempts) return;
    void this.#isSignedOut().then((isSignedOut) => {
      if (isSignedOut) this.session.signOut("expired");
    });
  }

  async #isSignedOut(): Promise<boolean> {
    const fetched = await this.parts.pages.account();
    return !fetched.ok && fetched.problem === "signed_out";
  }
}

/** What belongs to the group that is left. */
const nothingOpen = {
  current: undefined,
  pageProblem: undefined,
  dialog: undefined,
  announcement: undefined,
  refused: undefined,
  flash: [],
} satisfies Partial<ChatState>;

/** If the group is open, its message field takes the text; the draft has it in any case. */
function returnedTo(state: ChatState, conversationId: string, returned: ReturnedText): ChatState {
  return inCurrent(state, conversationId, (current) => ({ ...current, returned }));
}

function isListed(event: SessionEvent): boolean {
  return event.kind === "frame" && event.frame.messageType === "ConversationListed";
}
