/** Snapshots. Each has a reading connection of its own while it lasts. */
import type { Database as Connection } from "bun:sqlite";
import type { Clock } from "#kit/clock.ts";
import type { Queries } from "../database.ts";
import { type Nesting, ownQueries } from "../own_queries.ts";
import { type Statements, statements } from "./statements.ts";

export interface SnapshotPorts {
  /** Open from the start, so that one reader keeps working even if no more files can be opened. */
  first: Connection;
  /** Opens another reading connection to the same database. */
  connect: () => Connection;
  nesting: Nesting;
  clock: Clock;
}

interface Reader {
  connection: Connection;
  queries: Statements;
  begin: { run(): unknown; finalize(): void };
  end: { run(): unknown; finalize(): void };
}

/** If all are in use, waits for the first that becomes free. */
const readersMax = 16;

/**
 * The log cannot shrink below what a snapshot may still read, so a snapshot that hangs is ended.
 */
const lastsMsMax = 10_000;

export class Snapshots {
  readonly #ports: SnapshotPorts;
  readonly #readers: Reader[] = [];
  readonly #free: Reader[] = [];
  readonly #waiting: ((reader: Reader) => void)[] = [];
  #closed = false;

  constructor(ports: SnapshotPorts) {
    this.#ports = ports;
    this.#free.push(this.#add(ports.first));
  }

  async run<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    const { nesting, clock } = this.#ports;
    nesting.assertNone();
    const reader = this.#free.pop() ?? (await this.#another());
    const own = ownQueries(reader.queries, "snapshot");
    const end = () => {
      if (!own.open) return;
      own.open = false;
      cancel();
      this.#release(reader);
    };
    const cancel = clock.after(lastsMsMax, end);
    try {
      reader.begin.run();
      return await nesting.run(own, work);
    } finally {
      end();
    }
  }

  close(): void {
    this.#closed = true;
    for (const { connection, queries, begin, end } of this.#readers) {
      for (const statement of [queries, begin, end]) statement.finalize();
      connection.close();
    }
  }

  async #another(): Promise<Reader> {
    if (this.#readers.length >= readersMax) {
      return new Promise((resolve) => void this.#waiting.push(resolve));
    }
    return this.#add(this.#ports.connect());
  }

  #add(connection: Connection): Reader {
    const reader = {
      connection,
      queries: statements(connection),
      begin: connection.prepare("begin"),
      end: connection.prepare("rollback"),
    };
    this.#readers.push(reader);
    return reader;
  }

  #release(reader: Reader): void {
    if (this.#closed) return;
    if (reader.connection.inTransaction) reader.end.run();
    const next = this.#waiting.shift();
    if (next) next(reader);
    else this.#free.push(reader);
  }
}
