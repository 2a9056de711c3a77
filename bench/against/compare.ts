/** `run.sh bench --against REF`: measures this version and another one in turns, on one machine. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shown, type Summary } from "../support/statistics.ts";
import { type AgainstBench, againstBenches } from "./benches.ts";
import { type Course, makeCourse } from "./course.ts";
import { type Running, startVersion } from "../support/front_door.ts";
import { type Rounds, type Verdict, verdictOf, verdictTexts } from "./verdict.ts";
import { commitOf, makeVersion, thisVersion, type Version } from "./version.ts";

const root = join(import.meta.dir, "../..");

export interface Comparison {
  against: string;
  /** Empty: all. */
  names: string[];
  rounds: number;
  progress: (step: string) => void;
}

export interface ComparedRow {
  what: string;
  rounds: Rounds;
  verdict: Verdict;
}

type SideName = keyof Rounds;

/**
 * A version with a database of its own. This version has two, to measure its scatter against
 * itself.
 */
interface Side {
  name: SideName;
  version: Version;
  /** The folder of its instance. */
  folder: string;
  course: Course;
}

/** @throws {NoVersion} when there is nothing to compare with */
export async function compareVersions(wanted: Comparison): Promise<ComparedRow[]> {
  const { against, names, progress } = wanted;
  const commit = commitOf(root, against);
  const chosen = Object.entries(againstBenches).filter(
    ([name]) => names.length === 0 || names.includes(name),
  );
  progress(`this version, and ${against} (${commit.slice(0, 12)})`);
  const ours = await thisVersion(root);
  const theirs = await makeVersion(root, commit);
  const base = mkdtempSync(join(tmpdir(), "team-chat-against-"));
  try {
    progress("people and groups");
    const sides = [
      await makeSide({ name: "ours", version: ours }, base),
      await makeSide({ name: "theirs", version: theirs }, base),
      await makeSide({ name: "again", version: ours }, base),
    ];
    const rows: ComparedRow[] = [];
    for (const [name, bench] of chosen) {
      rows.push(...(await compareOne({ name, bench, sides }, wanted)));
    }
    return rows;
  } finally {
    theirs.dispose();
    rmSync(base, { recursive: true, force: true });
  }
}

async function makeSide(side: Pick<Side, "name" | "version">, base: string): Promise<Side> {
  const own = join(base, side.name);
  const folder = join(own, "instance");
  mkdirSync(own);
  const running = await startVersion(side.version, folder);
  try {
    return { ...side, folder, course: await makeCourse(running, own) };
  } finally {
    await running.stop();
  }
}

interface One {
  name: string;
  bench: AgainstBench;
  sides: Side[];
}

async function compareOne({ name, bench, sides }: One, wanted: Comparison): Promise<ComparedRow[]> {
  const figures = bench.rows.map((): Rounds => ({ ours: [], theirs: [], again: [] }));
  const running = new Map<SideName, Running>();
  const start = (side: Side) => startVersion(side.version, side.folder);
  try {
    if (!bench.alone) for (const side of sides) running.set(side.name, await start(side));
    for (let round = 0; round < wanted.rounds; round++) {
      wanted.progress(`${name}, round ${round + 1} of ${wanted.rounds}`);
      // The order is reversed each time, so that neither the first nor the last place is an
      // advantage.
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        const present = running.get(side.name) ?? (await start(side));
        try {
          const measured = await bench.measure({ running: present, course: side.course });
          for (const [index, value] of measured.entries()) figures[index]![side.name].push(value);
        } finally {
          if (bench.alone) await present.stop();
        }
      }
    }
  } finally {
    for (const one of running.values()) await one.stop();
  }
  return bench.rows.map(({ what, better }, index) => ({
    what,
    rounds: figures[index]!,
    verdict: verdictOf(figures[index]!, better),
  }));
}

/** The table for people; above 1, this version is better in every row. */
export function comparedTable(rows: ComparedRow[], against: string): string {
  const head = `| what | this | ${against} | this against ${against} | this against itself | verdict |`;
  const lines = rows.map(({ what, rounds, verdict: { ratio, self, scatter, kind } }) => {
    const parts = [
      what,
      middle(rounds.ours),
      middle(rounds.theirs),
      times(ratio),
      `${times(self)}, ± ${scatter.toFixed(2)}`,
      verdictTexts[kind],
    ];
    return `| ${parts.join(" | ")} |`;
  });
  return [head, "| --- | --- | --- | --- | --- | --- |", ...lines].join("\n");
}

const times = (value: Summary) => `${shown(value)} ×`;

function middle(values: number[]): string {
  const median = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return Math.round(median).toLocaleString("en");
}
