/** The checker's silence about several servers means something only if it catches these mistakes. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Services } from "#core/context.ts";
import { channels } from "#bus/channels.ts";
import { type Database, type Queries, StorageError } from "#storage/database.ts";
import type { AnomalyKind } from "#tests/simulation/checker.ts";
import { testMs } from "#tests/support/patience.ts";
import { type Mistake, runTwoServers } from "./two_servers.ts";

setDefaultTimeout(testMs);

const neverLooks: Database["watchLog"] = () => () => {};

/** A function of the same name, found first, that locks nothing. */
const lockless = ({ pathname }: URL) => `
  create function pg_advisory_xact_lock(bigint) returns void language sql as '';
  alter database ${pathname.slice(1)} set search_path = public, pg_catalog`;

const mistakes: { name: string; caughtAs: AnomalyKind[]; mistake: () => Mistake }[] = [
  {
    name: "no lock, so that a later id is committed before an earlier one",
    caughtAs: ["gap", "duplicate"],
    mistake: () => ({ prepare: lockless }),
  },
  {
    name: "delivery before a commit, which then fails",
    caughtAs: ["phantom"],
    mistake: deliveredEarly,
  },
  {
    name: "a nudge before the commit, and nobody who looks again",
    caughtAs: ["late"],
    mistake: () => ({
      around: (db, { bus }) => ({
        ...db,
        watchLog: neverLooks,
        transaction: (work) =>
          db.transaction(async (tx) => {
            const value = await work(tx);
            channels.log.publish(bus, null);
            // Time for the other server to look.
            await Bun.sleep(10);
            return value;
          }),
      }),
      bus: (bus) => ({
        ...bus,
        publish: (topic, text) => (topic === "log" ? undefined : bus.publish(topic, text)),
      }),
      other: (db) => ({ ...db, watchLog: neverLooks }),
    }),
  },
  {
    name: "a permission that is read from a snapshot older than the lock",
    caughtAs: ["post_after_removal"],
    mistake: () => ({
      prepare: lockless,
      around: lockedWithTheCheck,
      other: lockedWithTheCheck,
    }),
  },
];

/** What the server delivers is read inside the transaction; every fifth is then undone. */
function deliveredEarly(): Mistake {
  let services: Services | undefined;
  let uncommitted: Queries | undefined;
  let read = Promise.withResolvers<void>();
  let count = 0;
  const around = (db: Database): Database => ({
    ...db,
    transaction: (work) =>
      db.transaction(async (tx) => {
        const value = await work(tx);
        if ((count += 1) % 5 > 0) return value;
        read = Promise.withResolvers();
        uncommitted = tx;
        services?.appended.emit([]);
        await read.promise;
        uncommitted = undefined;
        throw new StorageError("busy");
      }),
    async snapshot(work) {
      const result = await (uncommitted ? work(uncommitted) : db.snapshot(work));
      read.resolve();
      return result;
    },
  });
  return { around, server: (its) => (services = its) };
}

/** The lock is part of the statement that asks for the permission, whose snapshot is older. */
function lockedWithTheCheck(db: Database): Database {
  const lock = "(select pg_catalog.pg_advisory_xact_lock(7236151820)) is not null";
  const late = (text: TemplateStringsArray) => {
    const parts = text.map((part) => part.replace(" and exists (", ` and ${lock} and exists (`));
    return Object.assign(parts, { raw: parts });
  };
  const transaction: Database["transaction"] = (work) =>
    db.transaction((tx) =>
      work({ ...tx, get: (text, ...values) => tx.get(late(text), ...values) }),
    );
  return { ...db, transaction };
}

/** A mistake shows itself by chance, so a run may miss it. */
const runsMax = 8;

describe.each(mistakes)("the checker catches $name", ({ caughtAs, mistake }) => {
  test(`as ${caughtAs.join(" or ")}`, async () => {
    let caught = false;
    for (let run = 0; run < runsMax && !caught; run++) {
      const anomalies = await runTwoServers(mistake());
      caught = anomalies.some(({ kind }) => caughtAs.includes(kind));
    }
    expect(caught).toBe(true);
  });
});

test("the same run without a mistake has no anomaly", async () => {
  expect(await runTwoServers()).toEqual([]);
});
