/**
 * Which accounts and sessions have changed lately, by the log. Who opened a socket is known from the
 * moment of its upgrade; when it says who it is, that may be out of date, and the socket was in no
 * list yet in which the change could have found it.
 */
const accountsMax = 1_000;

export class AccountChanges {
  /** The newest entry about each account, the account heard of last at the end. */
  readonly #entries = new Map<string, number>();
  /** What came before this entry is not remembered. */
  #from = 0;

  note(userId: string, entryId: number): void {
    this.#entries.delete(userId);
    this.#entries.set(userId, entryId);
    if (this.#entries.size <= accountsMax) return;
    const [oldest] = this.#entries;
    if (!oldest) return;
    this.#entries.delete(oldest[0]);
    this.#from = oldest[1];
  }

  /** Whether what was read of an account when the log stood at `entryId` may be out of date. */
  changedSince(userId: string, entryId: number): boolean {
    return entryId < this.#from || (this.#entries.get(userId) ?? 0) > entryId;
  }
}
