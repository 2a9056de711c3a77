/** The queries that a transaction or a snapshot passes to its work, valid until it ends. */
import { AsyncLocalStorage } from "node:async_hooks";
import { assert } from "#kit/assert.ts";
import type { Queries, Value } from "./database.ts";

export interface OwnQueries extends Queries {
  open: boolean;
}

/** @param of their owner, for the message that refuses a query after its end */
export function ownQueries(queries: Queries, of: "transaction" | "snapshot"): OwnQueries {
  const assertOpen = () => assert(own.open, `a query came after the end of its ${of}`);
  const own = {
    open: true,
    all: <Row>(text: TemplateStringsArray, ...values: Value[]) => {
      assertOpen();
      return queries.all<Row>(text, ...values);
    },
    get: <Row>(text: TemplateStringsArray, ...values: Value[]) => {
      assertOpen();
      return queries.get<Row>(text, ...values);
    },
    run: (text: TemplateStringsArray, ...values: Value[]) => {
      assertOpen();
      return queries.run(text, ...values);
    },
  };
  return own;
}

/**
 * Detects work that asks its database for another transaction or snapshot. It would wait for
 * itself: for the writing connection, or for the last free one of a pool.
 */
export class Nesting {
  readonly #current = new AsyncLocalStorage<OwnQueries>();

  run<T>(own: OwnQueries, work: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#current.run(own, work, own);
  }

  assertNone(): void {
    const isNested = this.#current.getStore()?.open === true;
    assert(!isNested, "a transaction or snapshot was begun inside another one");
  }
}
