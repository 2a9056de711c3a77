import { expect, setDefaultTimeout, test } from "bun:test";
import { divide } from "#core/maker/divide.ts";
import { testMs } from "#tests/support/patience.ts";
import { seededCourse, seeds } from "./courses.ts";
import { allowedAgain, readKnownBest } from "./known_best.ts";
import { againIn, forcedAgain } from "./long_search.ts";

setDefaultTimeout(testMs);

test("every course has a known best, which no rule makes impossible", async () => {
  const known = await readKnownBest();
  expect(Object.keys(known).map(Number)).toEqual(seeds);
  for (const seed of seeds) {
    expect(known[seed]!.again).toBeGreaterThanOrEqual(forcedAgain(seededCourse(seed)));
  }
});

/** The smallest of those in which pairs must meet again, or nearly; the bench takes all twenty. */
test.each([17, 18, 19])(
  "in course %d, hardly more pairs meet again than in the best known",
  async (seed) => {
    const course = seededCourse(seed);
    const again = againIn(course, divide(course, { seed: 2 }));
    expect(again).toBeLessThanOrEqual(allowedAgain((await readKnownBest())[seed]!));
  },
);
