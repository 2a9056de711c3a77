/**
 * The invariants of an intact database. Each query compares within one statement, so that writers
 * may go on. `limit` is the number of problems after which a check stops.
 */
import { errorMessage } from "#kit/errors.ts";
import { type Queries, StorageError } from "./database.ts";
import { keysOf } from "./person_keys.ts";

/** What is wrong with a conversation or with the file. */
export interface Problem {
  what: string;
  where: string;
}

/**
 * The program computes keys; a name that something else has changed is neither found nor sorted
 * correctly. Of addresses that look the same, one has the key.
 */
export async function personKeyProblems(db: Queries, limit: number): Promise<Problem[]> {
  const people = await db.all<StoredPerson>`
    select id, name, coalesce(email, '') as email, username, name_key, search_key, email_key
    from users`;
  const held = new Set(people.map((person) => person.email_key));
  return people
    .filter((person) => {
      const keys = keysOf(person);
      const isElsewhere = person.email_key === null && held.has(keys.email);
      return (
        keys.name !== person.name_key ||
        keys.search !== person.search_key ||
        (keys.email !== person.email_key && !isElsewhere)
      );
    })
    .slice(0, limit)
    .map(({ id }) => ({ what: "is not found by the name or address it has", where: `user ${id}` }));
}

/** If a check cannot read to its end, that is its result. */
export async function orUnreadable(found: Promise<Problem[]>): Promise<Problem[]> {
  try {
    return await found;
  } catch (error) {
    if (!(error instanceof StorageError) || error.problem !== "unreadable") throw error;
    return [{ what: "the file is damaged", where: errorMessage(error.cause ?? error) }];
  }
}

interface StoredPerson {
  id: string;
  name: string;
  email: string;
  username: string;
  name_key: string;
  search_key: string;
  email_key: string | null;
}

export function seqProblems(db: Queries, limit: number): Promise<Problem[]> {
  return db.all<Problem>`
    select 'the seq of its events is not dense from 1 to ' || c.last_seq
      || ': ' || count(e.seq) || ' events from ' || coalesce(min(e.seq), 0)
      || ' to ' || coalesce(max(e.seq), 0) as what, 'conversation ' || c.id as "where"
    from conversations c left join events e on e.conversation_id = c.id
    group by c.id
    having count(e.seq) <> c.last_seq or coalesce(max(e.seq), 0) <> c.last_seq
      or (count(e.seq) > 0 and min(e.seq) <> 1)
    limit ${limit}`;
}

export function numberProblems(db: Queries, limit: number): Promise<Problem[]> {
  return db.all<Problem>`
    select 'the numbers of its messages are not dense from 1 to ' || c.message_count
      || ': ' || count(m.id) || ' messages, ' || count(distinct m.number) || ' numbers up to '
      || coalesce(max(m.number), 0) as what, 'conversation ' || c.id as "where"
    from conversations c left join messages m on m.conversation_id = c.id
    group by c.id
    having count(m.id) <> c.message_count or count(distinct m.number) <> c.message_count
      or coalesce(max(m.number), 0) <> c.message_count
      or (count(m.id) > 0 and min(m.number) <> 1)
    limit ${limit}`;
}

export function eventlessMessages(db: Queries, limit: number): Promise<Problem[]> {
  return db.all<Problem>`
    select 'a message is not in the log' as what, 'message ' || m.id as "where"
    from messages m left join events e on e.conversation_id = m.conversation_id and e.seq = m.seq
      and e.kind = 'ChatMessage' and e.message_id = m.id
    where e.id is null limit ${limit}`;
}

export function messagelessEvents(db: Queries, limit: number): Promise<Problem[]> {
  return db.all<Problem>`
    select 'the log names a message that is not stored' as what, 'event ' || e.id as "where"
    from events e left join messages m on m.id = e.message_id
    where e.message_id is not null and m.id is null
      and e.conversation_id not in (select conversation_id from erasures) limit ${limit}`;
}

export function lastMessageProblems(db: Queries, limit: number): Promise<Problem[]> {
  return db.all<Problem>`
    select 'its newest message is not the one it names' as what, 'conversation ' || c.id as "where"
    from conversations c left join messages m on m.id = c.last_message_id
    where c.message_count > 0
      and (m.id is null or m.conversation_id <> c.id or m.number <> c.message_count)
    limit ${limit}`;
}

export function readProblems(db: Queries, limit: number): Promise<Problem[]> {
  return db.all<Problem>`
    select 'a member has read more than was written' as what,
      'conversation ' || c.id || ', user ' || m.user_id as "where"
    from conversation_members m join conversations c on c.id = m.conversation_id
    where m.read_seq > c.last_seq or m.read_number > c.message_count limit ${limit}`;
}
