/**
 * Tells staff who look at all of their groups in which of them something was written, once a second at
 * most: no text and no number, for these they fetch. So their looking is not recorded.
 */
import type { Clock } from "#kit/clock.ts";
import type { Connection } from "./connection.ts";

const pauseMs = 1_000;

export class Activity {
  /** The sockets that asked for it. */
  readonly #watching = new Set<Connection>();
  /** The groups in which something was written since they were told. */
  readonly #written = new Set<string>();
  #cancel: (() => void) | undefined;

  constructor(private readonly clock: Clock) {}

  watch(connection: Connection): void {
    this.#watching.add(connection);
  }

  forget(connection: Connection): void {
    this.#watching.delete(connection);
  }

  /** A message was posted. Costs nothing while nobody watches. */
  posted(conversationId: string): void {
    if (this.#watching.size === 0) return;
    this.#written.add(conversationId);
    this.#cancel ??= this.clock.after(pauseMs, () => this.#report());
  }

  stop(): void {
    this.#cancel?.();
    this.#watching.clear();
  }

  #report(): void {
    this.#cancel = undefined;
    const written = [...this.#written];
    this.#written.clear();
    for (const connection of this.#watching) {
      const { state } = connection;
      if (state.kind !== "identified") continue;
      // Only what they may see now, whatever they might see when they asked.
      const ids = written.filter((id) => state.member.sees(id));
      if (ids.length > 0) {
        connection.send({ messageType: "GroupsActive", payload: { ids }, meta: {} });
      }
    }
  }
}
