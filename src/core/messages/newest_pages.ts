/**
 * The newest page of each group, kept while nothing happens in the group: all its readers are shown
 * the same. Nobody's rights depend on it; each reading asks for them.
 *
 * An entry of the log takes the group's next seq, whether it is a post, an edit, a removal or the
 * new name or role of a member. So what was read at a seq is true as long as the group is at that
 * seq, if all its writers are members. That is looked up when someone asks for the page again.
 */
import type { MessageView } from "#wire/views.ts";

export interface HistoryPage {
  /** Oldest first, each with the sending time that its client stated. */
  messages: { view: MessageView; sentFromClient: string }[];
  /** Whether there are messages before the page. */
  hasOlder: boolean;
}

/** Of which group, and how many messages at most. */
export interface PageOf {
  conversationId: string;
  limit: number;
}

export interface KeptPage {
  limit: number;
  lastSeq: number;
  page: HistoryPage;
  /** What its messages take as JSON, about. */
  bytes: number;
  /** Whether all writers were found to be members at this seq. */
  isSure: boolean;
}

/** Of all pages together; the ones read longest ago go first. */
const keptBytesMax = 4 * 1024 * 1024;

export class NewestPages {
  readonly #kept = new Map<string, KeptPage>();
  #bytes = 0;

  of({ conversationId, limit }: PageOf): KeptPage | undefined {
    const kept = this.#kept.get(conversationId);
    if (kept?.limit !== limit) return undefined;
    this.#kept.delete(conversationId);
    this.#kept.set(conversationId, kept);
    return kept;
  }

  keep(conversationId: string, kept: KeptPage): void {
    this.drop(conversationId);
    this.#kept.set(conversationId, kept);
    this.#bytes += kept.bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= keptBytesMax) return;
      this.drop(oldest);
    }
  }

  drop(conversationId: string): void {
    this.#bytes -= this.#kept.get(conversationId)?.bytes ?? 0;
    this.#kept.delete(conversationId);
  }
}
