import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { secretToken, tokenHash } from "#kit/ids.ts";
import { flag } from "#storage/database.ts";
import type { Services } from "#core/context.ts";
import { insertUser } from "#storage/users.ts";

export interface Population {
  /** A file with one person per line: id, session cookie, and the person's groups. */
  peopleFile: string;
}

export interface PopulationOptions {
  folder: string;
  people: number;
  groupsEach: number;
  /** Each person in a group of their own. */
  alone: boolean;
}

/**
 * People with sessions, either all in the same groups or each in a group of their own. Created only
 * once per folder, so that a restarted server finds them there.
 */
export async function peoplePopulation(
  { db }: Services,
  options: PopulationOptions,
): Promise<Population> {
  const { people, groupsEach, alone, folder } = options;
  const peopleFile = join(folder, "people.jsonl");
  const existing = await db.get<{ count: number }>`select count(*) as count from users`;
  if (existing && existing.count > 0) return { peopleFile };
  const count = alone ? people : groupsEach;
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
      await insertUser(tx, { ...account, password: null, role: "user", at: now });
      await tx.run`
        insert into sessions (id, token_hash, user_id, device, created_at, last_seen_at, expires_at)
        values (${`session-${i}`}, ${tokenHash(token)}, ${id}, '', ${now}, ${recently}, ${later})`;
      const own = alone ? [`group-${i}`] : groups;
      lines.push(JSON.stringify({ id, cookie: `session=${token}`, groups: own }));
    }
    for (const [index, id] of groups.entries()) {
      await tx.run`
        insert into conversations (id, owner_id, name, description, created_at, updated_at, position)
        values (${id}, 'person-0', ${id}, '', ${now}, ${now}, ${index})`;
      await tx.run`
        insert into conversation_members (conversation_id, user_id, role, joined_at)
        select ${id}, id, 'member', ${now} from users
        where ${flag(!alone)} = 1 or id = ${`person-${index}`}`;
    }
  });
  writeFileSync(peopleFile, `${lines.join("\n")}\n`, { mode: 0o600 });
  return { peopleFile };
}
