/** How often a page requests older messages, whatever its layout reports about the reader. */
import { describe, expect, test } from "bun:test";
import { pageWorld } from "./page_world.ts";
import { seededRandom } from "./random.ts";

/** Ann's page of a group with so many messages, of which it starts with 50. */
async function annIn(count: number) {
  const { clock, server, page, write } = pageWorld({ pageSize: 50 });
  await write(count);
  const ann = page();
  await clock.advance(1_000);
  expect(ann.contents).toHaveLength(50);
  return { clock, server, ann, write };
}

describe("a page that nobody touches", () => {
  test("sends a few requests if its layout shows the end and the top at once", async () => {
    const { clock, ann, write } = await annIn(520);
    const look = async (times: number) => {
      for (let count = 0; count < times; count++) {
        ann.act.atBottom(true);
        ann.act.nearTop();
        await clock.advance(100);
      }
    };
    await look(600);
    expect(ann.olderAsked).toBe(3);
    expect(ann.contents).toHaveLength(200);
    // New messages are dropped again, and no older ones are requested in their place.
    await write(450);
    await look(600);
    expect(ann.olderAsked).toBe(3);
    expect(ann.contents).toHaveLength(200);
  });

  test("sends no more requests than there are pages, if the end appears and disappears by itself", async () => {
    const { clock, ann, write } = await annIn(520);
    const random = seededRandom(7);
    const flicker = async () => {
      for (let count = 0; count < 2_000; count++) {
        ann.act.atBottom(random() < 0.5);
        ann.act.nearTop();
        await clock.advance(100);
      }
    };
    await flicker();
    const pages = 10;
    expect(ann.olderAsked).toBeLessThanOrEqual(pages + 7);
    const asked = ann.olderAsked;
    await flicker();
    expect(ann.olderAsked).toBe(asked);
    await write(1);
    await flicker();
    expect(ann.olderAsked).toBeLessThanOrEqual(asked + pages);
  });

  test("asks a server that refuses at most every five seconds", async () => {
    const { clock, ann } = await annIn(520);
    for (const problem of ["failed", "not_found"] as const) {
      ann.problem = problem;
      ann.olderAsked = 0;
      for (let count = 0; count < 600; count++) {
        ann.act.atBottom(false);
        ann.act.nearTop();
        await clock.advance(100);
      }
      expect(ann.olderAsked).toBeGreaterThan(1);
      expect(ann.olderAsked).toBeLessThanOrEqual(12);
      expect(ann.state.current?.older).toBe("failed");
    }
  });

  test("asks a server that gives nothing, and claims to have more, no more often", async () => {
    const { clock, ann } = await annIn(520);
    ann.app.parts.pages.older = async () => {
      ann.olderAsked += 1;
      return { ok: true, value: { messages: [], hasOlder: true } };
    };
    for (let count = 0; count < 600; count++) {
      ann.act.atBottom(false);
      ann.act.nearTop();
      await clock.advance(100);
    }
    expect(ann.olderAsked).toBeGreaterThan(1);
    expect(ann.olderAsked).toBeLessThanOrEqual(12);
  });
});

test("a reader's request is answered at once, even after a refusal, and at the end", async () => {
  const { clock, ann } = await annIn(520);
  ann.problem = "failed";
  ann.act.nearTop();
  await clock.advance(100);
  expect(ann.state.current?.older).toBe("failed");
  ann.problem = undefined;
  ann.act.nearTop();
  await clock.advance(100);
  expect(ann.contents).toHaveLength(50);
  for (let count = 100; count <= 300; count += 50) {
    ann.act.loadOlder();
    await clock.advance(100);
    expect(ann.contents).toHaveLength(count);
  }
});

test("older messages are loaded automatically again after a refusal, once the group is fetched anew", async () => {
  const { clock, ann } = await annIn(520);
  ann.problem = "failed";
  ann.act.atBottom(false);
  ann.act.nearTop();
  await clock.advance(100);
  ann.problem = undefined;
  void ann.app.reload("g");
  await clock.advance(100);
  ann.act.nearTop();
  await clock.advance(100);
  expect(ann.contents).toHaveLength(100);
});
