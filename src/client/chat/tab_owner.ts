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
  whileAdopting<T>(adopt: (lives: (owner: string) => boolean) => Promise<T>): Promise<T>;
  /** Tells once this owner, which lived a moment ago, is gone. */
  watch(owner: string): void;
}

/** @param orphaned told when a watched owner is gone */
export function ownThisTab(id: string, orphaned: () => void): TabOwner {
  const watched = new Set<string>();
  const held = new Promise<void>((resolve) => {
    // The lock is kept until the page is gone: its promise never settles.
    void locks()?.request(prefix + id, () => {
      resolve();
      return new Promise(() => {});
    });
    if (!locks()) resolve();
  });
  return {
    id,
    async whileAdopting(adopt) {
      await held;
      const manager = locks();
      // Without https there are no locks. Two tabs may send the same message then, and the server
      // stores it once: it knows it by its id.
      if (!manager) return adopt(() => false);
      return manager.request(adoption, async () => {
        const state = await manager.query();
        const names = new Set((state.held ?? []).map(({ name }) => name));
        return adopt((owner) => names.has(prefix + owner));
      });
    },
    watch(owner) {
      if (watched.has(owner)) return;
      watched.add(owner);
      const gone = locks()?.request(prefix + owner, () => {});
      void gone?.then(() => {
        watched.delete(owner);
        orphaned();
      });
    },
  };
}

function locks(): LockManager | undefined {
  return navigator.locks;
}
