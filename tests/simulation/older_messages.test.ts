/** How often a page asks for older messages, whatever its layout says of where the reader is. */
import { describe, expect, test } from "bun:test";
import { pageWorld } from "./page_world.ts";
import { seededRandom } from "./random.ts";

/** Ann's page of a group with so many messages, 50 of which it begins with. */
async function annIn(count: number) {
  const { clock, server, page, write } = pageWorld({ pageSize: 50 });
  await write(count);
  const ann = page();
  await clock.advance(1_000);
  expect(ann.contents).toHaveLength(50);
  return { clock, server, ann, write };
}

describe("a page that nobody touches", () => {
  test("asks a few times where its layout shows the end and the top at once", async () => {
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
    // New messages are let go of again, and nothing older is asked for in their place.
    await write(450);
    await look(600);
    expect(ann.olderAsked).toBe(3);
    expect(ann.contents).toHaveLength(200);
  });

  test("asks no more often than there are pages, where the end comes and goes by itself", async () => {
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

  test("asks a server that refuses no more than every five seconds", async () => {
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

  test("asks a server that gives nothing, and says that there is more, no more often", async () => {
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

test("a reader who asks is answered at once, also after a refusal, and at the end", async () => {
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

test("older messages come of themselves again after a refusal, once the group is fetched anew", async () => {
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
