/** Machines behind the balancer restarted in turn, as for an update. */
import { startBalancedChat } from "#tests/support/balanced_chat.ts";
import { startPostgres } from "#tests/support/postgres_server.ts";
import { rollingRestart } from "../rolling_restart.ts";
import type { Drill, Row } from "./drill.ts";
import { verdictRow } from "./verdict_row.ts";

const turns = 5;
const size = { writers: 24, restWriters: 3, observers: 6, groups: 4 };
const awayMsMax = 3_000;

export const rolling: Drill = async (_options, progress) => {
  const server = await startPostgres();
  try {
    process.env["TEST_DATABASE_URL"] = server.url.href;
    const chat = await startBalancedChat(server.url);
    try {
      const rows: Row[] = [];
      for (let turn = 0; turn < turns; turn += 1) {
        progress("rolling", turn, turns);
        const { verdict, awayMs } = await rollingRestart(chat, size, { lateMs: 30_000 });
        const sorted = awayMs.toSorted((a, b) => a - b).map(Math.round);
        const [median, longest = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
        const wrong =
          longest > awayMsMax ? [`a client was away for ${longest} ms, not ${awayMsMax}`] : [];
        const note = `${sorted.length} times a client was away: median ${median} ms, longest ${longest} ms`;
        rows.push(
          verdictRow("three machines restarted in turn, 24 writers by socket, 3 by REST", verdict, {
            note,
            wrong,
          }),
        );
      }
      progress("rolling", turns, turns);
      return rows;
    } finally {
      await chat.stop();
    }
  } finally {
    await server.stop();
  }
};
