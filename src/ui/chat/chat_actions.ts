import type { HeldView } from "#wire/views.ts";
import type { ChatDialog } from "./chat_state.ts";
import type { ListLook } from "./list_look.ts";

/** The actions that the page's controls call. */
export interface ChatActions {
  openConversation(id: string): void;
  openList(): void;
  fetchAgain(): void;
  showDetails(open: boolean): void;
  filter(text: string): void;
  /** Changes how the list looks, in this browser. */
  setLook(look: ListLook): void;
  /** Keeps a group at the top of the list, or no longer. */
  setFavourite(id: string, favourite: boolean): void;
  /** The text of a draft, for a group or for an edit; empty if there is none. */
  draft(id: string): string;
  saveDraft(id: string, text: string): void;
  typed(): void;
  send(text: string): void;
  retry(clientId: string): void;
  discard(clientId: string): void;
  startEdit(messageId: string): void;
  editLast(): void;
  cancelEdit(): void;
  saveEdit(text: string): void;
  ask(dialog: ChatDialog): void;
  closeDialog(): void;
  remove(messageId: string, removal?: { reason: string; handBack: boolean }): void;
  /** Puts the text of a removed message into the field for a new one. */
  writeAgain(messageId: string, text: string): void;
  /** The reader's own messages that wait for approval, as the server has them now. */
  showHeld(held: HeldView[]): void;
  /** Leads to the page about a message. */
  showMessage(messageId: string): void;
  /** The reader asks for older messages. */
  loadOlder(): void;
  /** The place of older messages is nearly on the screen. */
  nearTop(): void;
  /** Shows where the unread messages begin, if that is above what is loaded. */
  showFirstUnread(): void;
  /** Gives up on the unread messages above. */
  skipUnread(): void;
  /** Whether the newest message is on the screen. */
  atBottom(atBottom: boolean): void;
  /** The newest message leaves the screen before the reader has looked at it. */
  leftEnd(): void;
  reconnect(): void;
  /**
   * Shows the page anew after a while, for what ends on it or counts down.
   * @returns ends the wait
   */
  passTime(afterMs: number): () => void;
  /** Tells screen readers that something was done. */
  announce(text: string): void;
}

const nothing = () => {};

/** On the server, controls do nothing. */
export const noActions: ChatActions = {
  openConversation: nothing,
  openList: nothing,
  fetchAgain: nothing,
  showDetails: nothing,
  filter: nothing,
  setLook: nothing,
  setFavourite: nothing,
  draft: () => "",
  saveDraft: nothing,
  typed: nothing,
  send: nothing,
  retry: nothing,
  discard: nothing,
  startEdit: nothing,
  editLast: nothing,
  cancelEdit: nothing,
  saveEdit: nothing,
  ask: nothing,
  closeDialog: nothing,
  remove: nothing,
  writeAgain: nothing,
  showHeld: nothing,
  showMessage: nothing,
  loadOlder: nothing,
  nearTop: nothing,
  showFirstUnread: nothing,
  skipUnread: nothing,
  atBottom: nothing,
  leftEnd: nothing,
  reconnect: nothing,
  passTime: () => nothing,
  announce: nothing,
};
