/**
 * Whether the database can be reached, for all connections of a process together. While it is away
 * the driver would connect again for each query, and a server that starts or is full answers that at
 * once, so only one probe asks, less and less often, and everything else waits for it.
 */
import { type Clock, sleep } from "#kit/clock.ts";
import { StorageError } from "../database.ts";
import { isAway } from "./errors.ts";
import type { Vigil } from "./vigil.ts";

export interface HealthPorts {
  /** Resolves if the database answers. */
  probe: () => Promise<unknown>;
  /** Watches over what was asked. */
  vigil: Vigil;
  clock: Clock;
}

const pauseMs = { first: 10, longest: 1_000 };
const patienceMs = 5_000;

export class Health {
  #back: Promise<void> | undefined;
  #isClosed = false;

  constructor(private readonly ports: HealthPorts) {}

  /**
   * Asks the database. While it is away, waits for it first.
   * @throws {StorageError} busy, when it was away for five seconds; what `ask` throws
   */
  async guard<T>(ask: () => Promise<T>): Promise<T> {
    if (this.#back) await this.#patiently(this.#back);
    try {
      return await this.watch(ask());
    } catch (error) {
      if (isAway(error instanceof StorageError ? error.cause : error)) this.#back ??= this.#probe();
      throw error;
    }
  }

  /** Notices when no answer comes to what was asked already. */
  watch<T>(answer: Promise<T>): Promise<T> {
    return this.ports.vigil.during(answer);
  }

  /** Ends the probes. */
  close(): void {
    this.#isClosed = true;
  }

  async #probe(): Promise<void> {
    const { probe, vigil, clock } = this.ports;
    let isBack = false;
    for (let pause = pauseMs.first; !isBack && !this.#isClosed; pause *= 2) {
      await sleep(clock, Math.min(pause, pauseMs.longest));
      isBack = await vigil.during(probe()).then(
        () => true,
        (error: unknown) => !isAway(error),
      );
    }
    this.#back = undefined;
  }

  async #patiently(back: Promise<void>): Promise<void> {
    const waited = Promise.withResolvers<never>();
    const cancel = this.ports.clock.after(patienceMs, () =>
      waited.reject(new StorageError("busy")),
    );
    await Promise.race([back, waited.promise]).finally(cancel);
  }
}
