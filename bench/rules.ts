/** Posting where word rules, mutes and held messages apply, against posting where there are none. */
import type { AcksResult } from "./load/acks.ts";
import { type Measured, roundCount, runLoad } from "./support/process.ts";
import { atLeast, type Row } from "./support/report.ts";
import { startTarget, targetOf } from "./support/servers.ts";
import { ratios } from "./support/statistics.ts";

const rounds = roundCount(9);
const senders = 400;
const inFlights = [1, 64] as const;
const seconds = 1.5;

export async function rules(progress: (step: string) => void): Promise<Row[]> {
  const people = { BENCH_PEOPLE: String(senders), BENCH_GROUP_SIZE: "1" };
  const without = await startTarget("team_chat", people);
  const ruled = await startTarget("team_chat", { ...people, BENCH_RULES: "yes" });
  const figures = inFlights.map((inFlight) => {
    return { inFlight, without: [] as AcksResult[], ruled: [] as AcksResult[] };
  });
  try {
    for (let round = 1; round <= rounds; round++) {
      progress(`posting with and without rules, round ${round} of ${rounds}`);
      for (const one of figures) {
        const turns = [
          async () => one.ruled.push(await measure(ruled, one.inFlight)),
          async () => one.without.push(await measure(without, one.inFlight)),
        ];
        // Each goes first in turn.
        for (const measured of round % 2 === 0 ? turns : turns.toReversed()) await measured();
      }
    }
  } finally {
    await without.stop();
    await ruled.stop();
  }
  return figures.flatMap((one) => [
    row(one, "per second", ({ acksPerSecond }) => acksPerSecond),
    row(one, "per server CPU-second", ({ acksPerCpuSecond }) => acksPerCpuSecond),
  ]);
}

interface Figures {
  inFlight: number;
  without: AcksResult[];
  ruled: AcksResult[];
}

function row(
  { inFlight, without, ruled }: Figures,
  per: string,
  of: (one: AcksResult) => number,
): Row {
  return atLeast({
    what: `acked messages ${per}, ${inFlight} in flight, with all rules against without`,
    value: ratios(ruled.map(of), without.map(of)),
    target: 0.9,
    note: "100 word rules, a mute that has ended, and messages of guests that wait",
  });
}

function measure(server: Measured, inFlight: number): Promise<AcksResult> {
  const target = targetOf("team_chat", server);
  return runLoad<AcksResult>("acks.ts", { target, senders, inFlight, seconds, isProse: true });
}
