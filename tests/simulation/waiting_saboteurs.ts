/**
 * Three mistakes that only a database shows whose reads take time. Each is built in between core and
 * the database; what it does to people is tried with it and without.
 */
import { deleteGroup, eraseForGood } from "#core/groups/bin.ts";
import { createGroup } from "#core/groups/groups.ts";
import { readLog } from "#core/log/read.ts";
import type { Unreadable } from "#core/log/unreadable.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { editPerson } from "#core/people/manage_people.ts";
import { RateLimit } from "#core/rates.ts";
import type { Context } from "#core/context.ts";
import type { Database, Queries } from "#storage/database.ts";
import { logStart } from "#storage/log_position.ts";
import { makePerson } from "#tests/support/people.ts";
import { makeGroup, startTestRealtime } from "#tests/support/realtime.ts";
import { testServices, type TestServices } from "#tests/support/services.ts";
import { waitingDatabase } from "#tests/support/waiting_database.ts";

type Around = (db: Database) => Database;

export interface WaitingBug {
  name: string;
  sabotage: Around;
  /** Tries what it breaks. @returns what went wrong, nothing where the code is right */
  probe(sabotage: Around): Promise<string[]>;
}

export const waitingBugs: WaitingBug[] = [
  {
    name: "an opening that reads again until the whole log stands still",
    sabotage: (db) => ({ ...db, snapshot: untilStill(db) }),
    probe: openWhileOthersWrite,
  },
  {
    name: "a check that was made before the transaction that relies on it",
    sabotage: (db) => ({ ...db, transaction: checkedBefore(db) }),
    probe: demoteEachOther,
  },
  {
    name: "two reads that should be one snapshot",
    sabotage: (db) => ({ ...db, snapshot: (work) => work(db) }),
    probe: readWhileOthersDelete,
  },
];

/** What is read to replay a conversation, and again whenever anything was written meanwhile. */
function untilStill(db: Database): Database["snapshot"] {
  const end = () => db.get<{ id: number }>`select max(id) as id from events`;
  return async (work) => {
    for (;;) {
      const before = await end();
      let isReplay = false;
      const result = await db.snapshot((queries) =>
        work({
          ...queries,
          all(text, ...values) {
            isReplay ||= text.some((part) => part.includes("and seq >"));
            return queries.all(text, ...values);
          },
        }),
      );
      if (!isReplay || (await end())?.id === before?.id) return result;
    }
  };
}

/** What the first attempt has read is taken for true in the second. */
function checkedBefore(db: Database): Database["transaction"] {
  return (work) => {
    const remembered: unknown[] = [];
    return db.transaction((tx) => {
      let count = 0;
      const once = async <T>(text: TemplateStringsArray, read: () => Promise<T>): Promise<T> => {
        // The end of the staff log's chain is no check: the database refuses a second entry after it.
        const isChain = text.some((part) => /from (audit|log_checkpoints)\b/.test(part));
        if (isChain || !/^\s*select/.test(text[0] ?? "")) return read();
        const index = count++;
        if (index === remembered.length) remembered.push(await read());
        return remembered[index] as T;
      };
      const checked: Queries = {
        all: (text, ...values) => once(text, () => tx.all(text, ...values)),
        get: (text, ...values) => once(text, () => tx.get(text, ...values)),
        run: (text, ...values) => tx.run(text, ...values),
      };
      return work(checked);
    });
  };
}

/** Writes in an hour what would take a student a semester. */
function tireless(context: Context): Context {
  const messages = new RateLimit(context.clock, { burst: 1e9, perSecond: 1e9 });
  return { ...context, rates: { ...context.rates, messages } };
}

/** Many more than are written while the few reads of an opening take their time. */
const writesMax = 1_000;

async function openWhileOthersWrite(sabotage: Around): Promise<string[]> {
  let raw: Database | undefined;
  const around: Around = (db) => sabotage(waitingDatabase((raw = db)));
  const realtime = await startTestRealtime({ around });
  try {
    const staff = await makePerson(realtime.services, { role: "admin" });
    const reader = await makePerson(realtime.services);
    const group = await makeGroup(staff.context, [reader]);
    const elsewhere = await makeGroup(staff.context, []);
    const socket = await realtime.connect(reader);
    const { payload } = await socket.identify(reader);
    const isOpened = () => socket.frames.some(({ messageType }) => messageType === "Opened");
    const meta = { conversationId: group, seq: 0, epoch: payload.epoch };
    socket.send({ messageType: "Open", payload: {}, meta });
    const context = { ...tireless(staff.context), db: raw! };
    for (let count = 0; count < writesMax && !isOpened(); count++) {
      await sendMessage(context, { conversationId: elsewhere, content: `message ${count}` });
    }
    return isOpened() ? [] : [`not opened while ${writesMax} messages were written elsewhere`];
  } finally {
    await realtime.stop();
  }
}

async function demoteEachOther(sabotage: Around): Promise<string[]> {
  return withServices({ around: (db) => sabotage(waitingDatabase(db)) }, async (services) => {
    const ada = await makePerson(services, { role: "admin" });
    const bea = await makePerson(services, { role: "admin" });
    const outcomes = await Promise.allSettled([
      editPerson(ada.context, bea.id, { role: "user" }),
      editPerson(bea.context, ada.id, { role: "user" }),
    ]);
    const done = outcomes.filter(({ status }) => status === "fulfilled");
    return done.length === 1 ? [] : [`${done.length} of two administrators demoted the other`];
  });
}

const readings = 100;

async function readWhileOthersDelete(sabotage: Around): Promise<string[]> {
  let raw: Database | undefined;
  const around: Around = (db) => sabotage(waitingDatabase((raw = db)));
  return withServices({ around }, async (services) => {
    const staff = await makePerson(services, { role: "admin" });
    const context = { ...tireless(staff.context), db: raw! };
    const found: Unreadable[] = [];
    const end = new AbortController();
    const deleting = (async () => {
      while (!end.signal.aborted) {
        const { id } = await createGroup(context, { name: "Short", description: "", members: [] });
        await sendMessage(context, { conversationId: id, content: "soon gone" });
        await deleteGroup(context, id);
        await eraseForGood(context, { id, name: "Short" });
      }
    })();
    const range = { after: logStart, limit: 10_000 };
    for (let count = 0; count < readings && found.length === 0; count++) {
      await readLog(services.db, range, { report: (entry) => found.push(entry) });
    }
    end.abort();
    await deleting;
    return found.map(({ why }) => `an entry of the log ${why}`);
  });
}

async function withServices<T>(
  options: Parameters<typeof testServices>[0],
  act: (services: TestServices) => Promise<T>,
): Promise<T> {
  const services = testServices(options);
  try {
    return await act(services);
  } finally {
    services.dispose();
  }
}
