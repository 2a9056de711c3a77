import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "#kit/config.ts";
import { openServices } from "#core/instance/open_services.ts";
import { secretToken, tokenHash } from "#kit/ids.ts";
import type { Database, Queries } from "#storage/database.ts";
import type { Context, Services } from "#core/context.ts";
import { insertUser } from "#storage/users.ts";

export interface Population {
  /** A file with one person per line: id, session cookie, and the person's groups. */
  peopleFile: string;
}

export interface PopulationOptions {
  folder: string;
  people: number;
  /** How many people are in a group; each is in one. Without it all are in all groups. */
  groupSize?: number;
  /** How many groups all are in. */
  groupsEach?: number;
}

/**
 * People with sessions, either all in the same groups or each in one of the groups of a size.
 * Created only once per folder, so that a restarted server finds them there.
 */
export async function peoplePopulation(
  { db }: Services,
  options: PopulationOptions,
): Promise<Population> {
  const { people, groupSize, groupsEach = 1, folder } = options;
  const peopleFile = join(folder, "people.jsonl");
  const existing = await db.get<{ count: number }>`select count(*) as count from users`;
  if (existing && existing.count > 0) return { peopleFile };
  const count = groupSize === undefined ? groupsEach : Math.ceil(people / groupSize);
  const groups = Array.from({ length: count }, (_, index) => `group-${index}`);
  const now = new Date(0).toISOString();
  const recently = new Date().toISOString();
  const later = "2999-01-01T00:00:00.000Z";
  const lines: string[] = [];
  await db.transaction(async (tx) => {
    for (let i = 0; i < people; i++) {
      const id = `person-${i}`;
      const token = secretToken();
      const account = { id, email: `${id}@uni.example.edu`, username: id, name: `Person ${i}` };
      await insertUser(tx, { ...account, role: "user", at: now });
      await tx.run`
        insert into sessions (id, token_hash, user_id, device, created_at, last_seen_at, expires_at)
        values (${`session-${i}`}, ${tokenHash(token)}, ${id}, '', ${now}, ${recently}, ${later})`;
      const own = groupSize === undefined ? groups : [`group-${Math.floor(i / groupSize)}`];
      lines.push(JSON.stringify({ id, cookie: `session=${token}`, groups: own }));
    }
    for (const [index, id] of groups.entries()) {
      await tx.run`
        insert into conversations (id, owner_id, name, description, created_at, updated_at, position)
        values (${id}, 'person-0', ${id}, '', ${now}, ${now}, ${index})`;
      await tx.run`
        insert into conversation_members (conversation_id, user_id, role, joined_at)
        select ${id}, id, 'member', ${now} from users
        where cast(${groupSize ?? null} as integer) is null
          or cast(substr(id, 8) as integer) / ${groupSize ?? 1} = ${index}`;
    }
  });
  writeFileSync(peopleFile, `${lines.join("\n")}\n`, { mode: 0o600 });
  return { peopleFile };
}

/** A person of the population as the one who acts. */
export function actorOf(index: number): Context["actor"] {
  return {
    id: `person-${index}`,
    name: `Person ${index}`,
    role: "user",
    sessionId: `session-${index}`,
    endsAtMs: Infinity,
  };
}

/** A database with people in it that nothing has open. */
export async function populatedFile(
  options: Omit<PopulationOptions, "folder">,
  more: (services: Services) => Promise<unknown> = async () => {},
): Promise<Population & { folder: string; file: string; dispose: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-bench-"));
  const config = readConfig({ INSTANCE_DIR: folder, LOG_LEVEL: "error" });
  const services = await openServices(config, { process: "bench" });
  const population = await peoplePopulation(services, { ...options, folder });
  await more(services);
  services.db.close();
  const dispose = () => rmSync(folder, { recursive: true, force: true });
  return { ...population, folder, file: join(folder, "db.sqlite3"), dispose };
}

/**
 * Messages of ordinary length by the people of the groups that all are in: half of them in the
 * first group, the rest spread over the others.
 * @returns how many the first group has
 */
export async function grow(
  db: Database,
  { size, people, groups }: { size: number; people: number; groups: number },
): Promise<number> {
  const others = groups - 1;
  const hot = others === 0 ? size : Math.ceil(size / 2);
  const each = others === 0 ? 0 : Math.ceil((size - hot) / others);
  await db.transaction(async (tx) => {
    for (let group = 0; group < groups; group++) {
      await growOne(tx, { id: `group-${group}`, count: group === 0 ? hot : each, people });
    }
  });
  return hot;
}

async function growOne(
  tx: Queries,
  { id, count, people }: { id: string; count: number; people: number },
): Promise<void> {
  if (count === 0) return;
  await tx.run`
    with recursive n(value) as (select 1 union all select value + 1 from n where value < ${count})
    insert into messages (id, sender_id, conversation_id, content, sent_from_client, sent_from_server, seq, number)
    select ${id} || '-' || value, 'person-' || (value % ${people}), ${id},
      'A message of ordinary length, as people write them: number ' || value,
      '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', value, value from n`;
  await tx.run`
    update conversations set last_seq = ${count}, message_count = ${count}, last_message_id = ${`${id}-${count}`}
    where id = ${id}`;
}
