/**
 * The group maker: how long it takes, and how many pairs meet again in the next groups of twenty courses,
 * against the fewest that long searches have found.
 */
import { divide } from "#core/maker/divide.ts";
import { type Division, type Problem, spreadSizes } from "#core/maker/problem.ts";
import { seededCourse, seeds } from "./maker/courses.ts";
import { allowedAgain, keepKnownBest, readKnownBest } from "./maker/known_best.ts";
import { againIn, forcedAgain, searchOn } from "./maker/long_search.ts";
import { atMostOf, type Row } from "./support/report.ts";
import { summary } from "./support/statistics.ts";

/** How long the best division of a course is looked for, and how long at a time. */
const searchSeconds = 600;
const sliceSeconds = 60;

export async function maker(progress: (step: string) => void): Promise<Row[]> {
  const known = await readKnownBest();
  const times: number[] = [];
  const beyond: string[] = [];
  const met: string[] = [];
  for (const seed of seeds) {
    progress(`groups for course ${seed} of ${seeds.length}`);
    const course = seededCourse(seed);
    const { division, seconds } = timed(course, 1);
    times.push(seconds);
    const again = againIn(course, division);
    const best = known[seed];
    met.push(`${again ?? "–"}/${best?.again ?? "?"}`);
    if (again === undefined || (best && again > allowedAgain(best))) beyond.push(String(seed));
  }
  return [
    atMostOf({
      what: "groups for one of twenty courses of 30 to 300 people, with rules and earlier partners",
      value: summary(times),
      target: 2,
      unit: "s",
    }),
    {
      what: "courses with more than two, and more than a tenth, pairs that meet again beyond the fewest known",
      figure: beyond.length === 0 ? "none of 20" : beyond.join(", "),
      target: "none",
      met: beyond.length === 0,
      note: `pairs/fewest known, by seed: ${met.join(" ")}`,
    },
    fiveRounds(),
  ];
}

/** 300 people in teams of four, five times. */
function fiveRounds(): Row {
  const earlier: Division = [];
  const times: number[] = [];
  let again = 0;
  for (let round = 1; round <= 5; round++) {
    const course = { people: 300, sizes: spreadSizes(300, 75), together: [], apart: [], earlier };
    const { division, seconds } = timed(course, round);
    again += againIn(course, division) ?? 0;
    times.push(seconds);
    earlier.push(...division);
  }
  const value = summary(times);
  const what = "300 people in teams of four, each of five rounds";
  return atMostOf({ what, value, target: 2, unit: "s", note: `${again} pairs met again` });
}

function timed(course: Problem, seed: number): { division: Division; seconds: number } {
  const startedAt = performance.now();
  const division = divide(course, { seed });
  return { division, seconds: (performance.now() - startedAt) / 1_000 };
}

/**
 * Looks for the best division of each course, one minute after the other, until each has been looked for
 * during ten minutes or cannot be better. What it finds is kept in `known_best.json`, from which it goes on.
 */
export async function makerSearch(progress: (step: string) => void): Promise<Row[]> {
  const known = await readKnownBest();
  const isOpen = (seed: number) => {
    const { seconds = 0, again = Infinity } = known[seed] ?? {};
    return seconds < searchSeconds && again > forcedAgain(seededCourse(seed));
  };
  for (let open = seeds; open.length > 0; open = open.filter(isOpen)) {
    for (const seed of open) {
      progress(`the best groups for course ${seed}; ${open.length} are still looked for`);
      known[seed] = searchOn(seededCourse(seed), known[seed], sliceSeconds);
      await keepKnownBest(known);
    }
  }
  return Object.entries(known).map(([seed, { again, seconds, tries }]) => ({
    what: `the fewest pairs that meet again in course ${seed}`,
    figure: `${again}`,
    note: `${tries} searches, ${seconds} s`,
  }));
}
