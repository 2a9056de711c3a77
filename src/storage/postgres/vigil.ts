/**
 * Notices connections that no longer answer. When a machine vanishes or a firewall
 * forgets a connection, nothing closes it, and the system gives up only after a quarter of an hour.
 */
import type { Clock } from "#kit/clock.ts";

export interface VigilPorts {
  clock: Clock;
  /** Whether the server has been working on something of this process for seconds. */
  isAtWork: () => Promise<boolean>;
  /** Replaces all connections; what waits on them fails. */
  replace: () => void;
}

const checkMs = 5_000;
/** What takes longer is asked about. Nothing may take as long, except for operators' commands. */
const suspiciousMs = 10_000;

export class Vigil {
  /** When each question that waits for its answer was asked. */
  readonly #asked = new Set<{ at: number }>();
  #cancel: (() => void) | undefined;
  #isClosed = false;

  constructor(private readonly ports: VigilPorts) {}

  async during<T>(answer: Promise<T>): Promise<T> {
    const question = { at: this.ports.clock.monotonic() };
    this.#asked.add(question);
    this.#cancel ??= this.#schedule();
    try {
      return await answer;
    } finally {
      this.#asked.delete(question);
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel?.();
  }

  #schedule(): () => void {
    return this.ports.clock.after(checkMs, () => void this.#check());
  }

  async #check(): Promise<void> {
    const [oldest] = this.#asked;
    if (!oldest) {
      this.#cancel = undefined;
      return;
    }
    if (this.ports.clock.monotonic() - oldest.at >= suspiciousMs) {
      const isAtWork = await this.ports.isAtWork().catch(() => false);
      // Connections that were replaced now would never be closed.
      if (this.#isClosed) return;
      if (!isAtWork && this.#asked.has(oldest)) this.ports.replace();
    }
    this.#cancel = this.#schedule();
  }
}
