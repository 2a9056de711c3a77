/**
 * Decides which tab sends which message. A tab holds a lock named after its id as long as it lives.
 * Messages of a tab whose lock is free are orphans, and the first living tab that asks adopts them.
 * If the owner is alive, other tabs can wait for its lock: a page that is closed or reloaded keeps
 * its lock for another moment.
 */
const prefix = "team-chat-tab:";
const adoption = "team-chat-adoption";

export interface TabOwner {
  id: string;
  /** Runs `adopt` while no other tab does, with a function that tells whether an owner is alive. */
  whileAdopting<T>(adopt: (isAlive: (owner: string) => boolean) => Promise<T>): Promise<T>;
  /** Waits until this owner, which was alive a moment ago, is gone. */
  watch(owner: string): void;
  /** Runs the listener whenever a watched owner is gone. */
  onOrphaned(listener: () => void): void;
  /** Other tabs may send what this one has not, until it holds its lock again. */
  release(): void;
  hold(): void;
}

export function ownThisTab(id: string): TabOwner {
  const watched = new Set<string>();
  const listeners = new Set<() => void>();
  let manager = navigator.locks as LockManager | undefined;
  let release = () => {};
  const hold = () =>
    new Promise<void>((resolve) => {
      if (!manager) return resolve();
      // Holds the lock until the page is gone or released it, unless locks are refused.
      const kept = manager.request(prefix + id, () => {
        resolve();
        return new Promise<void>((end) => {
          release = end;
        });
      });
      kept.catch(() => {
        manager = undefined;
        resolve();
      });
    });
  let held = hold();
  return {
    id,
    async whileAdopting(adopt) {
      await held;
      // Without https there are no locks, and some browsers refuse them. Then two tabs may send the
      // same message, and the server stores it once because of its id.
      const present = manager;
      if (!present) return adopt(() => false);
      return present.request(adoption, async () => {
        const state = await present.query();
        const names = new Set((state.held ?? []).map(({ name }) => name));
        return adopt((owner) => names.has(prefix + owner));
      });
    },
    watch(owner) {
      if (watched.has(owner)) return;
      watched.add(owner);
      const forget = () => watched.delete(owner);
      manager
        ?.request(prefix + owner, () => {})
        .then(() => {
          forget();
          for (const listener of listeners) listener();
        }, forget);
    },
    onOrphaned: (listener) => void listeners.add(listener),
    release: () => release(),
    hold() {
      held = hold();
    },
  };
}
