/** A list of 5,000 people: how long its steps take, and how long others wait for a message meanwhile. */
import type { FanOutResult } from "./load/fan_out.ts";
import type { ImportTimes } from "./servers/importer.ts";
import { populatedFile } from "./support/population.ts";
import { type Measured, roundCount, runLoad, startServer } from "./support/process.ts";
import { atMost, atMostOf, type Row } from "./support/report.ts";
import { targetOf, withOurServers } from "./support/servers.ts";
import { ratios, summary } from "./support/statistics.ts";

const rounds = roundCount(3);
const people = 400;
const groups = 20;
const pace = { inFlight: 1, perSecond: 50, seconds: 4 };

export async function imports(progress: (step: string) => void): Promise<Row[]> {
  const place = await populatedFile({ people, groupSize: people / groups });
  const env = { BENCH_DIR: place.folder };
  const command = [process.execPath, "bench/servers/importer.ts"];
  try {
    return await withOurServers({ count: 1, env }, async ([sockets]) => {
      const importer = await startServer(command, env);
      try {
        return await measured({ sockets: sockets!, importer }, progress);
      } finally {
        await importer.stop();
      }
    });
  } finally {
    place.dispose();
  }
}

interface Servers {
  sockets: Measured;
  importer: Measured;
}

async function measured(
  { sockets, importer }: Servers,
  progress: (step: string) => void,
): Promise<Row[]> {
  const times: ImportTimes[] = [];
  const calm: number[] = [];
  const during: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    progress(`a list of 5,000 people, ${round} of ${rounds}`);
    times.push(await importOnce(importer));
    calm.push(await p99(sockets));
    during.push(await whileImporting(importer, () => p99(sockets)));
  }
  const seconds = (of: (one: ImportTimes) => number) =>
    summary(times.map((one) => of(one) / 1_000));
  const undo = seconds(({ undoMs }) => undoMs).median.toFixed(2);
  const [quiet, busy] = [summary(calm), summary(during)].map(({ median }) => median.toFixed(1));
  return [
    atMostOf({
      what: "a list of 5,000 people, from the form to its preview",
      value: seconds(({ previewMs }) => previewMs),
      target: 2,
      unit: "s",
    }),
    atMostOf({
      what: "the same list applied: accounts, 60 groups, memberships",
      value: seconds(({ applyMs }) => applyMs),
      target: 10,
      unit: "s",
      note: `undone in ${undo} s`,
    }),
    atMost({
      what: "p99 from sending to the last of 20 screens at 50 messages/s while lists are imported and undone, against without",
      value: ratios(during, calm),
      target: 1.5,
      note: `${busy} against ${quiet} ms; one core for both servers`,
    }),
  ];
}

async function importOnce(importer: Measured): Promise<ImportTimes> {
  importer.signal("SIGUSR2");
  return JSON.parse(await importer.nextLine()) as ImportTimes;
}

async function p99(sockets: Measured): Promise<number> {
  const target = targetOf("team_chat", sockets);
  const task = { target, subscribers: people, groups, paces: [pace] };
  const [result] = await runLoad<FanOutResult[]>("fan_out.ts", task);
  return result!.p99Ms;
}

/** Imports again and again until the work is done. */
async function whileImporting<T>(importer: Measured, work: () => Promise<T>): Promise<T> {
  const state = { isOver: false };
  const result = work().finally(() => {
    state.isOver = true;
  });
  while (!state.isOver) await importOnce(importer);
  return result;
}
