/** Calls all subscribers at once, in the order in which they subscribed. */
export class Emitter<Event> {
  readonly #listeners = new Set<(event: Event) => void>();

  /** Returns a function that ends the subscription. */
  subscribe(listener: (event: Event) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: Event): void {
    for (const listener of this.#listeners) listener(event);
  }
}
