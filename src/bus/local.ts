/** The bus within one process, for servers that a test or a single program starts together. */
import type { Bus } from "./bus.ts";
import type { Line } from "./lines.ts";

type Listener = (text: string) => void;

/** The listeners of a process, by topic. */
export type Listeners = Map<string, Set<Listener>>;

export interface LocalBus {
  /** One participant's end. It does not receive what it publishes itself. */
  join(): Bus;
}

export function createLocalBus(): LocalBus {
  const participants = new Set<Listeners>();
  return {
    join() {
      const own: Listeners = new Map();
      participants.add(own);
      return {
        publish(topic, text) {
          for (const other of participants) {
            if (other !== own) dispatch(other, { topic, text });
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
export function addListener(listeners: Listeners, topic: string, listener: Listener): () => void {
  const set = listeners.get(topic) ?? new Set();
  listeners.set(topic, set);
  set.add(listener);
  return () => set.delete(listener);
}

export function dispatch(listeners: Listeners, { topic, text }: Line): void {
  for (const listener of listeners.get(topic) ?? []) listener(text);
}
