/**
 * Writes with the product's own verbs and storage, as one more process, and takes one of twenty of
 * its transactions back at the last moment.
 */
import { createRateLimits, RateLimit } from "#core/rates.ts";
import { sendMessage } from "#core/messages/messages.ts";
import type { Context } from "#core/context.ts";
import { Emitter } from "#kit/emitter.ts";
import { sleep, systemClock } from "#kit/clock.ts";
import type { Database, Queries } from "#storage/database.ts";
import { openPostgres } from "#storage/postgres/postgres.ts";
import type { TestPerson } from "#tests/support/people.ts";
import type { ClientLog } from "../checker.ts";
import type { Tally } from "../tally.ts";

const takenBack = 1 / 20;
/** They share commits with those that are taken back. */
const atOnce = 8;
const pauseMs = 50;

class TakenBack extends Error {}

export class UnsteadyWriter {
  readonly log: ClientLog;
  /** How many transactions it has taken back. */
  rollbacks = 0;
  readonly #db: Database;
  readonly #context: Context;
  #ids = 0;

  constructor(
    url: URL,
    person: TestPerson,
    private readonly tally: Tally,
  ) {
    this.log = { userId: person.id, notes: [] };
    this.#db = openPostgres({ url });
    const rates = createRateLimits(systemClock);
    rates.messages = new RateLimit(systemClock, { burst: 1e9, perSecond: 1e9 });
    const db: Database = { ...this.#db, transaction: (work) => this.#transaction(work) };
    this.#context = { ...person.context, db, rates, appended: new Emitter() };
  }

  /** Writes to the groups in turn as long as `mayWrite`; resolves when everything is answered. */
  async talk(groups: string[], mayWrite: () => Promise<boolean>): Promise<void> {
    const write = async () => {
      while (await mayWrite()) {
        await this.#post(groups[this.#ids % groups.length] ?? "");
        await sleep(systemClock, pauseMs);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, write));
    this.#db.close();
  }

  async #post(conversationId: string): Promise<void> {
    const clientId = `${this.log.userId}-${(this.#ids += 1)}`;
    const about = { conversationId, clientId };
    this.log.notes.push({ kind: "sent", ...about, at: Date.now() });
    for (;;) {
      try {
        const { id, seq } = await sendMessage(this.#context, { ...about, content: clientId });
        this.tally.noteStored();
        this.log.notes.push({ kind: "acked", ...about, id, seq, at: Date.now() });
        return;
      } catch (error) {
        this.log.notes.push({ kind: "refused", ...about, at: Date.now() });
        if (error instanceof TakenBack) return;
        await sleep(systemClock, pauseMs);
      }
    }
  }

  #transaction<T>(work: (tx: Queries) => Promise<T>): Promise<T> {
    return this.#db.transaction(async (tx) => {
      const value = await work(tx);
      if (Math.random() >= takenBack) return value;
      this.rollbacks += 1;
      throw new TakenBack();
    });
  }
}
