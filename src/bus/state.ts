/** Tells the operator once when the bus is lost, and once when it is back. */
import type { Logger } from "#kit/logger.ts";

export class BusState {
  #isLost = false;

  constructor(private readonly logger: Logger) {}

  lost(why: string): void {
    if (!this.#isLost) {
      const hint = "Messages arrive a little later; people of other servers look offline.";
      this.logger.warn("bus.lost", { why, hint });
    }
    this.#isLost = true;
  }

  back(): void {
    if (this.#isLost) this.logger.info("bus.back");
    this.#isLost = false;
  }
}
