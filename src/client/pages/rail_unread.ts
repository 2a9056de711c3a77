/** The number of unread messages in the rail, on pages without the chat. */
import type { LiveBoot } from "#ui/layout/live_boot.ts";
import type { PassingFrame, SessionEvent } from "#sync/session_ports.ts";
import { plural } from "#ui/text/format.ts";
import { countInList } from "#wire/counter.ts";
import type { ConversationView } from "#wire/views.ts";

export class UnreadInRail {
  readonly #groups = new Map<string, ConversationView>();

  constructor(
    private readonly root: Document,
    private readonly boot: Pick<LiveBoot, "locale" | "unread" | "userId">,
  ) {}

  handle(event: SessionEvent): void {
    if (event.kind === "welcome") {
      this.#groups.clear();
      for (const group of event.welcome.conversations) this.#groups.set(group.id, group);
    } else if (event.kind === "frame") this.#take(event.frame);
    else return;
    this.#show();
  }

  #take(frame: PassingFrame): void {
    if (frame.messageType === "ConversationListed") {
      const { conversation } = frame.payload;
      this.#groups.set(conversation.id, conversation);
    }
    const id = "conversationId" in frame.meta ? frame.meta.conversationId : "";
    const group = this.#groups.get(id);
    if (!group) return;
    if (frame.messageType === "Counter") {
      const reading = frame.payload.senderId === this.boot.userId ? "own" : "unseen";
      this.#groups.set(id, countInList(group, frame, reading));
    } else if (frame.messageType === "ReadMoved") {
      this.#groups.set(id, { ...group, unread: frame.payload.unread });
    } else if (frame.messageType === "ConversationUnlisted") this.#groups.delete(id);
  }

  #show(): void {
    const unread = [...this.#groups.values()].reduce((sum, group) => sum + group.unread, 0);
    for (const count of this.root.querySelectorAll<HTMLElement>("[data-rail] [data-unread]")) {
      count.hidden = unread === 0;
      const [figure, words] = count.children;
      if (figure) figure.textContent = unread > 999 ? "999+" : String(unread);
      if (words) words.textContent = plural(this.boot.locale, this.boot.unread, unread);
    }
  }
}
