/**
 * Remembers which accounts and sessions changed recently. A socket's user is loaded at the upgrade but
 * registered only when it identifies itself; a change in between would otherwise be missed.
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
