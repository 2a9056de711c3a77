/**
 * Recent changes in the log, counted in delivered entries. Code that reads something notes the
 * moment first, and then asks what was delivered since; positions of the log are not compared.
 */
import type { LogEntry } from "#core/log/log_entry.ts";
import { eventKindOf } from "#wire/events/registry.ts";

const accountsMax = 5_000;

export class RecentChanges {
  #moment = 0;
  /** The newest entry about each account and its memberships, in the order of these entries. */
  readonly #accounts = new Map<string, number>();
  /** Changes of accounts before this moment have been dropped. */
  #from = 0;
  /** The newest entry of each group. */
  readonly #groups = new Map<string, number>();
  /** The newest entry of each group other than new messages. */
  readonly #lists = new Map<string, number>();
  #orderedAt = 0;

  /** The number of entries delivered so far. */
  get moment(): number {
    return this.#moment;
  }

  note(entry: LogEntry): void {
    this.#moment += 1;
    if (entry.scope === "user") this.#noteAccount(entry.userId);
    if (entry.scope === "order") this.#orderedAt = this.#moment;
    if (entry.scope === "posted") this.#groups.set(entry.conversationId, this.#moment);
    if (entry.scope !== "conversation") return;
    const { conversationId } = entry.frame.meta;
    const { posted, member, left } = eventKindOf(entry.frame).effects(entry.frame);
    this.#groups.set(conversationId, this.#moment);
    if (!posted) this.#lists.set(conversationId, this.#moment);
    if (member) this.#noteAccount(member.userId);
    if (left) this.#noteAccount(left.userId);
  }

  /** Whether an account and its memberships may have changed since that moment. */
  accountChangedSince(userId: string, moment: number): boolean {
    return moment < this.#from || (this.#accounts.get(userId) ?? 0) > moment;
  }

  /** Whether anything has happened in a group, including new messages. */
  groupChangedSince(conversationId: string, moment: number): boolean {
    return (this.#groups.get(conversationId) ?? 0) > moment;
  }

  groupsChangedSince(moment: number): string[] {
    return [...this.#groups].flatMap(([id, at]) => (at > moment ? [id] : []));
  }

  /** Groups whose list entry may have changed in more than the newest message. */
  listsChangedSince(moment: number): string[] {
    return [...this.#lists].flatMap(([id, at]) => (at > moment ? [id] : []));
  }

  orderChangedSince(moment: number): boolean {
    return this.#orderedAt > moment;
  }

  #noteAccount(userId: string): void {
    this.#accounts.delete(userId);
    this.#accounts.set(userId, this.#moment);
    if (this.#accounts.size <= accountsMax) return;
    const [oldest] = this.#accounts;
    if (!oldest) return;
    this.#accounts.delete(oldest[0]);
    this.#from = oldest[1];
  }
}
