/** The chain of the staff log, and the checkpoints that are signed of it. */
import { fragment, type Queries } from "./database.ts";
import type { StoredAct } from "./audit.ts";

/** An entry in the chain. */
export interface ChainedAct extends StoredAct {
  /** 1, 2, 3 … without gaps, in the order in which they were written. */
  number: number;
  /** The hash of the entry before. */
  previous: string;
  /** Of the detail: its salt, and the hash that the entry's own hash has of it. Null without a detail. */
  salt: string | null;
  commitment: string | null;
  hash: string;
}

export interface StoredCheckpoint {
  /** The entry that it is about. */
  number: number;
  hash: string;
  at: string;
  /** The public key that signed it. */
  key: string;
  signature: string;
}

const chainColumns = fragment`number, hash, previous, salt, commitment, id, at, actor_id as "actorId", verb,
      conversation_id as "conversationId", course_id as "courseId", subject_id as "subjectId", detail`;

const checkpointColumns = fragment`number, hash, at, key, signature`;

/** Where the chain ends, and the course of a group that the next entry is about. */
export interface StoredChainEnd {
  number: number;
  hash: string;
  courseId: string | null;
}

/**
 * The newest entry; undefined while there is none, and when all were deleted by age.
 * @param conversationId null if the next entry is about no group
 */
export function newestEntry(
  db: Queries,
  conversationId: string | null,
): Promise<StoredChainEnd | undefined> {
  return db.get<StoredChainEnd>`
    select number, hash,
      (select course_id from conversations where id = ${conversationId}) as "courseId"
    from audit
    where number = (select max(number) from audit where number is not null)`;
}

/** The course of a group. */
export async function courseOfGroup(tx: Queries, conversationId: string): Promise<string | null> {
  const row = await tx.get<{ courseId: string }>`
    select course_id as "courseId" from conversations where id = ${conversationId}`;
  return row?.courseId ?? null;
}

/** Within the transaction, which nobody else can write in meanwhile. */
export function insertAct(tx: Queries, act: ChainedAct): Promise<number> {
  return tx.run`
    insert into audit (id, at, actor_id, verb, conversation_id, course_id, subject_id, detail,
      number, previous, salt, commitment, hash)
    values (${act.id}, ${act.at}, ${act.actorId}, ${act.verb}, ${act.conversationId},
      ${act.courseId}, ${act.subjectId}, ${act.detail}, ${act.number}, ${act.previous}, ${act.salt},
      ${act.commitment}, ${act.hash})`;
}

/** Entries of the chain after a number, in order. */
export function entriesAfter(
  db: Queries,
  { after, limit }: { after: number; limit: number },
): Promise<ChainedAct[]> {
  return db.all<ChainedAct>`
    select ${chainColumns} from audit where number > ${after} order by number limit ${limit}`;
}

/** All of them, in order: one an hour at most. */
export function allCheckpoints(db: Queries): Promise<StoredCheckpoint[]> {
  return db.all<StoredCheckpoint>`
    select ${checkpointColumns} from log_checkpoints order by number`;
}

export function newestCheckpoint(db: Queries): Promise<StoredCheckpoint | undefined> {
  return db.get<StoredCheckpoint>`
    select ${checkpointColumns} from log_checkpoints
    where number = (select max(number) from log_checkpoints)`;
}

export function insertCheckpoint(tx: Queries, point: StoredCheckpoint): Promise<number> {
  return tx.run`
    insert into log_checkpoints (number, hash, at, key, signature)
    values (${point.number}, ${point.hash}, ${point.at}, ${point.key}, ${point.signature})
    on conflict (number) do nothing`;
}

/**
 * Erases the details of what was done to a person; the chain keeps their hash. Reasons that were given for
 * removing their messages stay.
 */
export function eraseDetails(tx: Queries, subjectId: string): Promise<number> {
  return tx.run`
    update audit set detail = null, salt = null
    where subject_id = ${subjectId} and detail is not null`;
}
