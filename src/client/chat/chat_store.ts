/** The page's state, and the subscribers to its changes. */
import type { ChatState } from "#ui/chat/chat_state.ts";

export class ChatStore {
  #listeners = new Set<(state: ChatState) => void>();

  constructor(public state: ChatState) {}

  update(change: (state: ChatState) => ChatState): void {
    const next = change(this.state);
    if (next === this.state) return;
    this.state = next;
    for (const listener of this.#listeners) listener(next);
  }

  /** Returns a function that ends the subscription. */
  subscribe(listener: (state: ChatState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
