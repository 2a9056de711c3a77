/**
 * Twelve mistakes that servers like this one make, each injected from outside: the product has no
 * switch for them. A checker that misses one of them is worthless.
 */
import { Emitter } from "#kit/emitter.ts";
import { logEnd, readLog } from "#core/log/read.ts";
import type { LogEntry } from "#core/log/log_entry.ts";
import type { EventFrame } from "#wire/events/registry.ts";
import type { ServerFrame } from "#wire/frames.ts";
import { type Database, type Queries, StorageError } from "#storage/database.ts";
import { aroundReads } from "#tests/support/around_reads.ts";
import type { TestRealtime } from "#tests/support/realtime.ts";
import type { TestServices } from "#tests/support/services.ts";
import type { AnomalyKind } from "./checker.ts";

export interface Sabotage {
  around?: (db: Database) => Database;
  appended?: () => Emitter<LogEntry[]>;
  network?: (frame: ServerFrame) => ServerFrame[];
  /** Applied before any message is sent. */
  prepare?: (services: TestServices) => Promise<unknown>;
  /** The server that most people are connected to. */
  server?: (realtime: TestRealtime) => void;
}

export interface SeededBug {
  name: string;
  /** What the checker must report, among other consequences. */
  caughtAs: AnomalyKind;
  sabotage(): Sabotage;
}

class Crash extends Error {}

/** Every how many transactions that insert a message. */
function everyNth(
  n: number,
): (tx: Queries, work: (tx: Queries) => Promise<unknown>) => Promise<[boolean, unknown]> {
  let count = 0;
  return async (tx, work) => {
    let inserts = false;
    const watched: Queries = {
      ...tx,
      run(text, ...values) {
        inserts ||= text[0]?.includes("insert into messages") ?? false;
        return tx.run(text, ...values);
      },
    };
    const value = await work(watched);
    if (inserts) count += 1;
    return [inserts && count % n === 0, value];
  };
}

export const seededBugs: SeededBug[] = [
  {
    name: "an ack before the commit, and a crash between them",
    caughtAs: "lost_ack",
    sabotage: () => ({ around: (db) => ({ ...db, transaction: answeredEarly(db) }) }),
  },
  {
    name: "no look for a message that was sent before",
    caughtAs: "duplicate",
    sabotage: () => ({ around: (db) => ({ ...db, transaction: forgetful(db) }) }),
  },
  {
    name: "a seq taken from a clock",
    caughtAs: "gap",
    sabotage: () => ({
      prepare: ({ db }) =>
        db.transaction(
          (tx) => tx.run`
            create trigger ticking after update of last_seq on conversations
            begin update conversations set last_seq = last_seq + 1 + abs(random() % 3) where id = new.id; end`,
        ),
    }),
  },
  {
    name: "a resume that begins one event late",
    caughtAs: "gap",
    sabotage: () => ({ around: (db) => replay(db, (seq) => seq + 1) }),
  },
  {
    name: "publishing before the commit, which then fails",
    caughtAs: "phantom",
    sabotage: publishedEarly,
  },
  {
    name: "a nudge that is lost, and nothing that follows the log",
    caughtAs: "late",
    sabotage: () => ({ around: (db) => ({ ...db, watchLog: () => () => {} }) }),
  },
  {
    name: "a membership that is remembered after it ended",
    caughtAs: "leak_after_removal",
    sabotage: () => ({ appended: () => new RemovalsForgotten() }),
  },
  {
    name: "a resume that leaves out what was removed",
    caughtAs: "gap",
    sabotage: () => ({
      around: (db) =>
        replay(
          db,
          (seq) => seq,
          ({ kind }) => kind !== "MessageRemoved",
        ),
    }),
  },
  {
    name: "a mode that is announced, and that posting does not ask for",
    caughtAs: "post_against_mode",
    sabotage: () => ({
      prepare: ({ db }) =>
        db.transaction(
          (tx) => tx.run`
            create trigger forgotten after update of mode on conversations
            begin update conversations set mode = 'open' where id = new.id; end`,
        ),
    }),
  },
  {
    name: "a mute that is recorded, and that posting does not ask for",
    caughtAs: "post_while_muted",
    sabotage: () => ({
      prepare: ({ db }) =>
        db.transaction(
          (tx) => tx.run`
            create trigger unheeded after insert on mutes
            begin delete from mutes where id = new.id; end`,
        ),
    }),
  },
  {
    name: "a message that waits, and is stored among the others at once",
    caughtAs: "shown_while_held",
    sabotage: () => ({
      prepare: ({ db }) =>
        db.transaction(
          (tx) => tx.run`
            create trigger impatient after insert on held_messages
            begin insert into messages (id, conversation_id, sender_id, content, sent_from_client,
              sent_from_server, seq, number, client_id) values ('early ' || new.id, new.conversation_id,
              new.sender_id, new.content, new.written_at, new.written_at,
              -(select count(*) from held_messages), -(select count(*) from held_messages),
              new.client_id); end`,
        ),
    }),
  },
  {
    name: "a resume that leaves out what was restored",
    caughtAs: "gap",
    sabotage: () => ({
      around: (db) =>
        replay(
          db,
          (seq) => seq,
          ({ kind }) => kind !== "MessageRestored",
        ),
    }),
  },
  {
    name: "everything published twice",
    caughtAs: "duplicate",
    sabotage: () => ({ network: (frame) => ("seq" in frame.meta ? [frame, frame] : [frame]) }),
  },
];

function answeredEarly(db: Database): Database["transaction"] {
  const nth = everyNth(5);
  return async (work) => {
    let answer: { value: unknown } | undefined;
    try {
      return await db.transaction(async (tx) => {
        const [crashes, value] = await nth(tx, work);
        answer = { value };
        if (crashes) throw new Crash();
        return value as never;
      });
    } catch (error) {
      if (error instanceof Crash && answer) return answer.value as never;
      throw error;
    }
  };
}

/** Stores another client id than the message's. */
function forgetful(db: Database): Database["transaction"] {
  let count = 0;
  return (work) =>
    db.transaction((tx) =>
      work({
        ...tx,
        run(text, ...values) {
          if (!text[0]?.includes("insert into messages")) return tx.run(text, ...values);
          count += 1;
          const [kept, [clientId]] = [values.slice(0, 8), values.slice(8)];
          const other = clientId === null ? null : `forgotten ${count}`;
          return tx.run(text, ...kept, other, other, ...values.slice(10));
        },
      }),
    );
}

function publishedEarly(): Sabotage {
  let services: TestServices | undefined;
  const nth = everyNth(7);
  return {
    server: (realtime) => ({ services } = realtime),
    around: (db) => ({
      ...db,
      transaction: (work) =>
        db.transaction(async (tx) => {
          const before = await logEnd(tx);
          const [fails, value] = await nth(tx, work);
          if (!fails) return value as never;
          const uncommitted = { snapshot: (read: typeof work) => read(tx) } as Database;
          services?.appended.emit(await readLog(uncommitted, { after: before, limit: 100 }));
          throw new StorageError("busy");
        }),
    }),
  };
}

interface EventLike {
  kind: string;
}

/** The database as it answers resuming clients, with a mistake in it. */
function replay(
  db: Database,
  shift: (seq: number) => number,
  keep: (row: EventLike) => boolean = () => true,
): Database {
  return aroundReads(db, (queries) => ({
    async all(text, ...values) {
      if (!text.some((part) => part.includes("and seq >"))) return queries.all(text, ...values);
      const [conversationId = null, seq, ...rest] = values;
      const rows = await queries.all<EventLike>(text, conversationId, shift(Number(seq)), ...rest);
      return rows.filter(keep) as never;
    },
  }));
}

/** Replaces every removal of a member with an event that the server ignores. */
class RemovalsForgotten extends Emitter<LogEntry[]> {
  override emit(entries: LogEntry[]): void {
    super.emit(entries.map(forgetRemoval));
  }
}

function forgetRemoval(entry: LogEntry): LogEntry {
  if (entry.scope !== "conversation" || entry.frame.messageType !== "MemberRemoved") return entry;
  const { meta } = entry.frame;
  const frame: EventFrame = {
    messageType: "ConversationChanged",
    payload: { name: "unchanged", description: "" },
    meta,
  };
  return { ...entry, frame };
}
