/** Bench 7: what a page of history, the list and the unread counts cost as a group grows. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "#kit/config.ts";
import type { Context } from "#core/context.ts";
import { list, viewOfListed } from "#core/conversations.ts";
import { history } from "#core/messages.ts";
import { openServices } from "#core/open_services.ts";
import { peoplePopulation } from "./support/population.ts";
import { atMost, type Row } from "./support/report.ts";
import { summary } from "./support/statistics.ts";

const sizes = [200, 1_000, 100_000, 200_000, 2_000_000];
const groups = 40;
const rounds = 300;

type Step = "newest page" | "page in the middle" | "list with unread";
type Times = Record<Step, number>;

export async function historyGrowth(progress: (step: string) => void): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "team-chat-bench-"));
  const config = readConfig({ INSTANCE_DIR: folder, LOG_LEVEL: "error" });
  const services = openServices(config, { process: "bench", announce: () => {} });
  await peoplePopulation(services, { folder, people: 30, groupsEach: groups, alone: false });
  const context: Context = { ...services, actor: reader };
  const measured = new Map<number, Times>();
  let stored = 0;
  for (const size of sizes) {
    progress(`history with ${size.toLocaleString("en")} messages`);
    await grow(context, stored, size);
    stored = size;
    measured.set(size, await measure(context, size));
  }
  services.db.close();
  rmSync(folder, { recursive: true, force: true });
  return [...growth(measured, 200, 200_000), ...growth(measured, 1_000, 2_000_000)];
}

const reader: Context["actor"] = {
  id: "person-1",
  username: "person-1",
  name: "Person 1",
  email: "",
  role: "user",
  locale: null,
  theme: null,
  sessionId: "session-1",
};

async function grow({ db }: Context, from: number, to: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run`
      with recursive n(value) as (
        select ${from + 1} union all select value + 1 from n where value < ${to})
      insert into messages (id, sender_id, conversation_id, content, sent_from_client, sent_from_server, seq, number)
      select 'message-' || value, 'person-' || (value % 30), 'group-0',
        'A message of ordinary length, as people write them: number ' || value,
        '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', value, value from n`;
    await tx.run`
      update conversations set last_seq = ${to}, message_count = ${to}, last_message_id = ${`message-${to}`}
      where id = 'group-0'`;
  });
}

async function measure(context: Context, size: number): Promise<Times> {
  const conversationId = "group-0";
  const middle = Math.floor(size / 2);
  return {
    "newest page": await median(() => history(context, { conversationId })),
    "page in the middle": await median(() =>
      history(context, { conversationId, beforeSeq: middle }),
    ),
    "list with unread": await median(async () => (await list(context)).map(viewOfListed)),
  };
}

/** Milliseconds, after a warm-up of the same length. */
async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds * 2; round++) {
    const startedAt = performance.now();
    await work();
    if (round >= rounds) times.push(performance.now() - startedAt);
  }
  return summary(times).median;
}

function growth(measured: Map<number, Times>, from: number, to: number): Row[] {
  const [small, large] = [measured.get(from)!, measured.get(to)!];
  return (Object.keys(small) as Step[]).map((step) => {
    const ratio = large[step] / small[step];
    return atMost({
      what: `${step} at ${to.toLocaleString("en")} messages against ${from.toLocaleString("en")}`,
      value: { median: ratio, min: ratio, max: ratio },
      target: 1.5,
      note: `${small[step].toFixed(3)} → ${large[step].toFixed(3)} ms`,
    });
  });
}
