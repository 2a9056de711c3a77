/** Restarts machines behind a balancer one after the other while people write. */
import type { BalancedChat } from "#tests/support/balanced_chat.ts";
import { Crowd, type CrowdSize, type Verdict } from "./crowd.ts";
import type { RealClient } from "./real_client.ts";

export interface RollingRestart {
  verdict: Verdict;
  /** How long each client was away each time, in ms. */
  awayMs: number[];
}

/** Restarts each machine with SIGTERM, the next one when everyone is back. */
export async function rollingRestart(
  chat: BalancedChat,
  size: CrowdSize,
  { lateMs }: { lateMs: number },
): Promise<RollingRestart> {
  const crowd = await Crowd.gather(chat.services, chat, size);
  try {
    const awayMs: number[] = [];
    for (const client of crowd.clients) recordAbsences(client, awayMs);
    const enough = new AbortController();
    const writing = Promise.all([
      ...crowd.writers.map(async (writer, index) => {
        while (!enough.signal.aborted) {
          writer.post(crowd.groupOf(index), "written during a restart");
          await writer.answered();
        }
      }),
      ...crowd.rest.map(async (client, index) => {
        while (!enough.signal.aborted)
          await client.post(crowd.groupOf(index), "posted during a restart");
      }),
    ]);
    for (const index of chat.machines.keys()) {
      await chat.machines[index]?.stop();
      await chat.restart(index);
      await crowd.live();
    }
    enough.abort();
    await writing;
    return { verdict: await crowd.judge(lateMs), awayMs };
  } finally {
    crowd.disperse();
  }
}

/** From the end of one socket until the next one is live. */
function recordAbsences({ session }: RealClient, awayMs: number[]): void {
  let since: number | undefined;
  session.subscribe((event) => {
    if (event.kind !== "state") return;
    if (event.state.kind !== "live") since ??= performance.now();
    else if (since !== undefined) {
      awayMs.push(performance.now() - since);
      since = undefined;
    }
  });
}
