/** Seeded changes of the code, one at a time: tests must notice them. Runs only by name. */
import { type Change, changesIn } from "../mutants/changes.ts";
import {
  measureReach,
  planFor,
  type Reach,
  startingPrograms,
  testFiles,
} from "../mutants/reach.ts";
import { readSyntax } from "../mutants/syntax.ts";
import { tryChange, type Verdict } from "../mutants/trial.ts";
import { makeWorkshop, type Workshop } from "../mutants/workshop.ts";
import { seededRandom } from "../random.ts";
import { type Drill, type Progress, secondsSince } from "./drill.ts";

const rooms = "src/{core,storage,realtime,sync,wire,web}/**/*.{ts,tsx}";
const workshops = 2;
/** Out of a hundred. */
const caughtAtLeast = 90;

export const mutants: Drill = async ({ seed, count, only }, progress) => {
  const startedAt = performance.now();
  const shops = Array.from({ length: workshops }, makeWorkshop);
  try {
    const { reaches, broken } = await measureAll(shops, progress);
    const changes = shuffled(await allChanges(shops[0]!, only), seed);
    const tried = await tryAll({ shops, reaches, changes, count }, progress);
    const survivors = tried.filter(({ verdict }) => verdict.kind === "survived");
    const share = tried.length === 0 ? 0 : (100 * (tried.length - survivors.length)) / tried.length;
    return [
      {
        what: `single changes of the code that still compile${only ? `, in ${only}` : ""}`,
        result: `${tried.length - survivors.length} of ${tried.length} caught`,
        note: `${share.toFixed(0)} % (≥ ${caughtAtLeast}), of ${changes.length.toLocaleString("en")} possible; seed ${seed}, ${secondsSince(startedAt)}`,
        wrong: [
          ...broken.map((test) => `${test} fails without a change, and was not asked`),
          ...(share >= caughtAtLeast ? [] : survivors.map(({ change }) => placed(change))),
        ],
      },
    ];
  } finally {
    for (const shop of shops) shop.dispose();
  }
};

interface Tried {
  change: Change;
  verdict: Verdict;
}

const placed = ({ path, line, what }: Change) => `${path}:${line}  ${what}`;

async function measureAll(shops: Workshop[], progress: Progress) {
  const tests = testFiles(shops[0]!);
  const starting = startingPrograms(shops[0]!);
  const reaches: Reach[] = [];
  const broken: string[] = [];
  let done = 0;
  await inTurns(shops, tests, async (shop, test) => {
    // A busy machine may be too slow once.
    const reach = (await measureReach(shop, test)) ?? (await measureReach(shop, test));
    if (reach) reaches.push({ ...reach, startsPrograms: starting.has(test) });
    else broken.push(test);
    progress("tests measured", (done += 1), tests.length);
  });
  return { reaches, broken };
}

async function allChanges({ folder }: Workshop, only: string | undefined): Promise<Change[]> {
  const paths = [...new Bun.Glob(rooms).scanSync(folder)]
    .filter((path) => !/\.test\.tsx?$|\.d\.ts$/.test(path) && path.includes(only ?? ""))
    .toSorted((a, b) => a.localeCompare(b));
  const changes: Change[] = [];
  await readSyntax(folder, paths, (file, path) => changes.push(...changesIn(file, path)));
  return changes;
}

function shuffled<T>(items: T[], seed: number): T[] {
  const chance = seededRandom(seed);
  return items
    .map((item) => ({ item, place: chance() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

interface Trials {
  shops: Workshop[];
  reaches: Reach[];
  changes: Change[];
  count: number;
}

/** Tries changes in order until `count` of them have compiled. */
async function tryAll({ shops, reaches, changes, count }: Trials, progress: Progress) {
  const tried: Tried[] = [];
  const waiting = changes.values();
  await Promise.all(
    shops.map(async (shop) => {
      for (const change of waiting) {
        if (tried.length >= count) return;
        const verdict = await tryChange(shop, change, planFor(change, reaches));
        if (verdict.kind === "refused" || tried.length >= count) continue;
        tried.push({ change, verdict });
        report(change, verdict);
        progress("changes tried", tried.length, count);
      }
    }),
  );
  return tried;
}

function report(change: Change, verdict: Verdict): void {
  if (verdict.kind === "caught") console.error(`caught    ${placed(change)}  by: ${verdict.by}`);
  if (verdict.kind === "survived")
    console.error(`SURVIVED  ${placed(change)}  of ${verdict.asked} test files`);
}

/** Each item once; each workshop takes the next one as soon as it is free. */
async function inTurns<T>(
  shops: Workshop[],
  items: T[],
  work: (shop: Workshop, item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  await Promise.all(
    shops.map(async (shop) => {
      for (const item of waiting) await work(shop, item);
    }),
  );
}
