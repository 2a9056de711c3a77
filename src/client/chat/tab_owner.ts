/**
 * Which tab sends which message. A tab holds a lock named by its id as long as it lives; what belongs
 * to a tab whose lock nobody holds is an orphan, and the first living tab that asks adopts it. Whoever
 * finds that an owner lives can wait for its lock: a page that is closed or loaded again keeps its own
 * for a moment longer.
 */
const prefix = "team-chat-tab:";
const adoption = "team-chat-adoption";

export interface TabOwner {
  id: string;
  /** Runs `adopt` while no other tab does, with the test whether an owner still lives. */
  whileAdopting<T>(adopt: (isAlive: (owner: string) => boolean) => Promise<T>): Promise<T>;
  /** Waits for this owner, which lived a moment ago, to be gone. */
  watch(owner: string): void;
  /** Runs the listener whenever a watched owner is gone. */
  onOrphaned(listener: () => void): void;
}

export function ownThisTab(id: string): TabOwner {
  const watched = new Set<string>();
  const listeners = new Set<() => void>();
  let manager = navigator.locks as LockManager | undefined;
  const held = new Promise<void>((resolve) => {
    if (!manager) return resolve();
    // The lock is kept until the page is gone: its promise never settles, unless locks are refused.
    const kept = manager.request(prefix + id, () => {
      resolve();
      return new Promise<void>(() => {});
    });
    kept.catch(() => {
      manager = undefined;
      resolve();
    });
  });
  return {
    id,
    async whileAdopting(adopt) {
      await held;
      // Without https there are no locks, and some browsers refuse them. Two tabs may send the same
      // message then, and the server stores it once: it knows it by its id.
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
  };
}
