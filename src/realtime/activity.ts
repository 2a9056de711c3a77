/**
 * Tells staff who look at their groups from outside in which of them something was written, or who is
 * in them has changed, once a second at most: no text and no number, for these they fetch. So their
 * looking is not recorded.
 */
import type { Clock } from "#kit/clock.ts";
import type { Connection } from "./connection.ts";

const pauseMs = 1_000;

export class Activity {
  /** The sockets that asked for it. */
  readonly #watching = new Set<Connection>();
  /** The groups in which something happened since they were told. */
  readonly #active = new Set<string>();
  #cancel: (() => void) | undefined;

  constructor(private readonly clock: Clock) {}

  watch(connection: Connection): void {
    this.#watching.add(connection);
  }

  forget(connection: Connection): void {
    this.#watching.delete(connection);
  }

  /** A message was posted, or the members have changed. Costs nothing while nobody watches. */
  happened(conversationId: string): void {
    if (this.#watching.size === 0) return;
    this.#active.add(conversationId);
    this.#cancel ??= this.clock.after(pauseMs, () => this.#report());
  }

  stop(): void {
    this.#cancel?.();
    this.#watching.clear();
  }

  #report(): void {
    this.#cancel = undefined;
    const active = [...this.#active];
    this.#active.clear();
    for (const connection of this.#watching) {
      const { state } = connection;
      if (state.kind !== "identified") continue;
      // Only what they may see now, whatever they might see when they asked.
      const ids = active.filter((id) => state.member.sees(id));
      if (ids.length > 0) {
        connection.send({ messageType: "GroupsActive", payload: { ids }, meta: {} });
      }
    }
  }
}
