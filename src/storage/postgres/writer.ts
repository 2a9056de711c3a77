/**
 * Group commit: the transactions that wait at the same time share a single one (see Batch), and
 * resolve together after the commit is on the disk.
 *
 * One lock per database orders the commits of all servers, so the ids of the log are the order of
 * commits. It is taken by a statement of its own: the statements that check permissions come later
 * and see what the last holder committed. A server that hangs inside the lock is ended by the
 * time limits.
 */
import type { ReservedSQL } from "bun";
import { type Clock, sleep } from "#kit/clock.ts";
import { type Queries, StorageError } from "../database.ts";
import type { Nesting } from "../own_queries.ts";
import type { PostOrder } from "../post_order.ts";
import { Batch, type Waiting } from "./batch.ts";
import { asStorageError, isLost } from "./errors.ts";
import type { Pool } from "./connections.ts";
import type { Health } from "./health.ts";

interface Queued extends Waiting {
  since: number;
  attempts: number;
}

export interface WriterPorts {
  /** Of one connection. */
  pool: Pool;
  health: Health;
  nesting: Nesting;
  clock: Clock;
}

const batchSizeMax = 256;
const busyGiveUpMs = 5_000;
const retryPauseMs = 25;
const attemptsMax = 3;

/** Any number, as long as nothing else in the database uses it. */
const writersLock = 7_236_151_820;

/** Begins a transaction for a batch, with the lock and a savepoint. */
export const beginBatch = `
  begin;
  set local lock_timeout = '${busyGiveUpMs}ms';
  select pg_advisory_xact_lock(${writersLock});
  set local statement_timeout = '2s';
  set local idle_in_transaction_session_timeout = '2s';
  savepoint work`;

export class Writer {
  readonly #queue: Queued[] = [];
  #draining = false;

  constructor(private readonly ports: WriterPorts) {}

  transaction<T>(work: (tx: Queries) => Promise<T>, asPost?: () => PostOrder<T>): Promise<T> {
    const { nesting, clock } = this.ports;
    nesting.assertNone();
    return new Promise<T>((resolve, reject) => {
      const settle = resolve as (value: unknown) => void;
      const since = clock.monotonic();
      this.#queue.push({ work, asPost, resolve: settle, reject, since, attempts: 0 });
      this.#schedule();
    });
  }

  /** A macrotask, so that everything that arrives in one turn of the event loop shares a commit. */
  #schedule(): void {
    if (this.#draining || this.#queue.length === 0) return;
    this.#draining = true;
    setImmediate(() => void this.#drain());
  }

  async #drain(): Promise<void> {
    try {
      const session = await this.#begin();
      if (session) await this.ports.health.watch(this.#runBatch(session));
    } catch (error) {
      const failure = asStorageError(error);
      for (const { reject } of this.#queue.splice(0)) reject(failure);
    }
    this.#draining = false;
    this.#schedule();
  }

  /**
   * Takes the lock; transactions that have waited too long are refused as busy.
   * @returns undefined if no transaction is left
   */
  async #begin(): Promise<ReservedSQL | undefined> {
    const { pool, health, clock } = this.ports;
    while (this.#queue.length > 0) {
      let session: ReservedSQL | undefined;
      try {
        session = await health.guard(() => pool.sql.reserve());
        await health.watch(session.unsafe(beginBatch));
        return session;
      } catch (error) {
        await this.#abandon(session);
        const failure = asStorageError(error);
        if (!(failure instanceof StorageError) || failure.problem !== "busy") throw error;
        this.#refuseOverdue(failure);
        await sleep(clock, retryPauseMs);
      }
    }
    return undefined;
  }

  #refuseOverdue(failure: StorageError): void {
    const deadline = this.ports.clock.monotonic() - busyGiveUpMs;
    const queue = this.#queue;
    while (queue[0] && queue[0].since <= deadline) queue.shift()!.reject(failure);
  }

  /** Resolves nothing before the commit: an answer means that the row is on the disk. */
  async #runBatch(session: ReservedSQL): Promise<void> {
    const batch = new Batch(session, this.ports.nesting);
    const taken: Queued[] = [];
    const answers: (() => void)[] = [];
    try {
      while (this.#queue.length > 0 && taken.length < batchSizeMax) {
        const next = this.#queue.splice(0, batchSizeMax - taken.length);
        taken.push(...next);
        answers.push(...(await batch.run(next)));
      }
      await batch.commit();
    } catch (error) {
      await this.#abandon(session);
      this.#tryAgainOrReject(taken, error);
      return;
    }
    void session.release();
    for (const answer of answers) answer();
  }

  #tryAgainOrReject(taken: Queued[], error: unknown): void {
    const again = taken.filter(({ attempts }) => isLost(error) && attempts + 1 < attemptsMax);
    this.#queue.unshift(
      ...again.map((waiting) => ({ ...waiting, attempts: waiting.attempts + 1 })),
    );
    const failure = asStorageError(error);
    for (const waiting of taken) if (!again.includes(waiting)) waiting.reject(failure);
  }

  /** Gives a connection back, without a transaction. */
  async #abandon(session: ReservedSQL | undefined): Promise<void> {
    await session?.unsafe("rollback").catch(() => {});
    await session?.release();
  }
}
