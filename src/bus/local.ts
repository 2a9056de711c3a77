/** The bus within one process, for servers that a test or a single program starts together. */
import type { Bus } from "./bus.ts";

type Listener = (text: string) => void;

export interface LocalBus {
  /** One participant's end. It does not receive what it publishes itself. */
  join(): Bus;
}

export function createLocalBus(): LocalBus {
  const participants = new Set<Map<string, Set<Listener>>>();
  return {
    join() {
      const own = new Map<string, Set<Listener>>();
      participants.add(own);
      return {
        publish(topic, text) {
          for (const other of participants) {
            if (other === own) continue;
            for (const listener of other.get(topic) ?? []) listener(text);
          }
        },
        subscribe(topic, listener) {
          return addListener(own, topic, listener);
        },
        close() {
          participants.delete(own);
        },
      };
    },
  };
}

/** @returns a function that ends the subscription */
export function addListener(
  listeners: Map<string, Set<Listener>>,
  topic: string,
  listener: Listener,
): () => void {
  const set = listeners.get(topic) ?? new Set();
  listeners.set(topic, set);
  set.add(listener);
  return () => set.delete(listener);
}
