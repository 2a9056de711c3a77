/** What becomes of an import whose server dies, and of old ones. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { systemClock } from "#kit/clock.ts";
import { bulkActById } from "#storage/bulk_acts.ts";
import { readJob } from "#storage/jobs.ts";
import { firstCourse } from "#tests/support/courses.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type TestServices, testServices } from "#tests/support/services.ts";
import type { Context } from "../context.ts";
import { pastedList } from "../roster/decode.ts";
import { applyImport, createImport } from "../roster/roster.ts";
import { bulkActsJob } from "./run_acts.ts";

let laterMs = 0;
let services: TestServices;
let staff: TestPerson;
beforeEach(async () => {
  laterMs = 0;
  services = testServices({ clock: { ...systemClock, now: () => systemClock.now() + laterMs } });
  staff = await makePerson(services, { role: "admin" });
});
afterEach(() => services.dispose());

async function previewed(): Promise<{ courseId: string; id: string }> {
  const list = pastedList("lena@uni.example\nkim@uni.example");
  const { id } = await createImport(staff.context, firstCourse, { ...list, title: "" });
  return { courseId: firstCourse, id };
}

/** A server that dies after its next transaction. */
function dying({ db, ...rest }: Context): Context {
  let isDead = false;
  return {
    ...rest,
    db: {
      ...db,
      transaction(work, asPost) {
        if (isDead) return Promise.reject(new Error("this server is dead"));
        isDead = true;
        return db.transaction(work, asPost);
      },
    },
  };
}

const stateOf = async (id: string) => (await bulkActById(services.db, id))?.state;

test("an import whose server died is due for another one within half a minute, which ends it", async () => {
  const key = await previewed();
  await (
    await applyImport(dying(staff.context), key)
  ).finished;
  expect(await stateOf(key.id)).toBe("applying");
  const job = await readJob(services.db, "bulk_acts");
  const inMs = (job?.dueMs ?? Infinity) - (await services.db.now(services.db));
  expect(inMs).toBeLessThanOrEqual(30_000);
  await bulkActsJob(services).run();
  expect(await stateOf(key.id)).toBe("applied");
  const people = await services.db.all`select id from users where role = 'user'`;
  expect(people).toHaveLength(2);
});

test("a list that nobody imports is forgotten after a day, the rows of an import after 30", async () => {
  const [forgotten, applied] = [await previewed(), await previewed()];
  await (
    await applyImport(staff.context, applied)
  ).finished;
  const day = 24 * 3_600_000;
  const kept: [number, boolean, boolean][] = [];
  for (const days of [0, 1.01, 29, 30.01]) {
    laterMs = days * day;
    await bulkActsJob(services).run();
    const has = async (id: string) => (await stateOf(id)) !== undefined;
    kept.push([days, await has(forgotten.id), await has(applied.id)]);
  }
  expect(kept).toEqual([
    [0, true, true],
    [1.01, false, true],
    [29, false, true],
    [30.01, false, false],
  ]);
  expect(await services.db.all`select number from bulk_parts`).toEqual([]);
});
