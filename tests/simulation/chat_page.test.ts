import { describe, expect, test } from "bun:test";
import type { ModelServer } from "./model_server.ts";
import { SimulatedClient } from "./simulated_client.ts";
import { messagesOf, type PageParts, SimulatedPage } from "./simulated_page.ts";
import { calm, world } from "./simulated_world.ts";

function pageWorld(options: Parameters<typeof world>[0] & { pageSize?: number } = {}) {
  const { clock, random, server, weather } = world(options);
  const { pageSize } = options;
  const ben = new SimulatedClient({ userId: "ben", clock, random, server, weather: calm });
  ben.session.start();
  const page = (parts: Partial<PageParts> = {}) =>
    new SimulatedPage({
      clock,
      random,
      server,
      weather,
      userId: "ann",
      group: "g",
      pageSize,
      ...parts,
    });
  /** Ben writes, and the server has it. */
  const write = async (count: number, group = "g") => {
    const from = server.log(group).length;
    for (let next = 1; next <= count; next++) {
      ben.session.sender.post(group, `${group} ${from + next}`);
    }
    await clock.advance(count * 30 + 1_000);
    expect(server.log(group).length).toBeGreaterThanOrEqual(from + count);
  };
  return { clock, server, page, write };
}

describe("a page that cannot be fetched anew", () => {
  const stale = async () => {
    const { clock, server, page, write } = pageWorld();
    server.replayEvents = 3;
    const ann = page();
    await clock.advance(1_000);
    ann.session.setOnline(false);
    await write(10);
    ann.problem = "failed";
    ann.session.setOnline(true);
    await clock.advance(100);
    expect(ann.state.connection.kind).toBe("live");
    expect(ann.contents).toEqual([]);
    return { clock, ann, write };
  };

  test("says that what it shows is old, comes by itself, and says so no more", async () => {
    const { clock, ann, write } = await stale();
    expect(ann.state.pageProblem).toBe("failed");
    await clock.advance(600_000);
    expect(ann.state.pageProblem).toBe("failed");
    ann.problem = undefined;
    await clock.advance(31_000);
    expect(ann.state.pageProblem).toBeUndefined();
    expect(ann.contents).toHaveLength(10);
    await write(1);
    expect(ann.contents.at(-1)).toBe("g 11");
  });

  test("ends the writing where the group is not there any more", async () => {
    const { clock, ann } = await stale();
    ann.problem = "not_found";
    await clock.advance(31_000);
    expect(ann.state.current?.phase).toBe("gone");
    ann.problem = undefined;
    await clock.advance(60_000);
    expect(ann.state.current?.phase).toBe("gone");
  });

  test("ends the session where it is over", async () => {
    const { clock, ann } = await stale();
    ann.problem = "signed_out";
    await clock.advance(31_000);
    expect(ann.state.connection).toEqual({ kind: "signed_out", reason: "expired" });
  });

  test("is forgotten with the group, and asked for when one comes back to it", async () => {
    const { clock, ann, write } = await stale();
    ann.problem = undefined;
    void ann.app.show("other");
    await clock.advance(1_000);
    expect(ann.state).toMatchObject({ currentId: "other", pageProblem: undefined });
    await write(1, "other");
    expect(ann.contents).toEqual(["other 1"]);
    void ann.app.show("g");
    await clock.advance(1_000);
    expect(ann.contents).toHaveLength(10);
  });
});

test("a group whose first page cannot be fetched comes by itself", async () => {
  const { clock, page, write } = pageWorld();
  const ann = page();
  await clock.advance(1_000);
  await write(1, "other");
  ann.problem = "failed";
  void ann.app.show("other");
  await clock.advance(60_000);
  expect(ann.state).toMatchObject({ current: undefined, pageProblem: "failed" });
  ann.problem = undefined;
  await clock.advance(31_000);
  expect(ann.contents).toEqual(["other 1"]);
  await write(1, "other");
  expect(ann.contents).toEqual(["other 1", "other 2"]);
});

describe("older messages that arrive when the page has become another one", () => {
  /** Ann has a long history on the screen, and is far above its end. */
  const far = async () => {
    const { clock, server, page, write } = pageWorld({ pageSize: 150 });
    await write(700);
    const ann = page();
    await clock.advance(1_000);
    ann.act.atBottom(false);
    for (let pages = 1; pages < 3; pages++) {
      ann.act.loadOlder();
      await clock.advance(100);
    }
    expect(ann.contents).toHaveLength(450);
    return { clock, server, ann };
  };
  const newest = (server: ModelServer, count: number) =>
    messagesOf(server.log("g"))
      .slice(-count)
      .map(({ content }) => content);

  test("make no hole when the reader has gone back to the end, and can be loaded again", async () => {
    const { clock, server, ann } = await far();
    ann.act.loadOlder();
    ann.act.atBottom(true);
    expect(ann.contents).toHaveLength(200);
    await clock.advance(100);
    expect(ann.contents).toEqual(newest(server, 200));
    ann.act.loadOlder();
    await clock.advance(100);
    expect(ann.contents).toEqual(newest(server, 350));
  });

  test("make no hole when the page was fetched anew, and can be loaded again", async () => {
    const { clock, server, ann } = await far();
    void ann.app.reload("g");
    await clock.advance(10);
    ann.act.loadOlder();
    await clock.advance(100);
    expect(ann.contents).toEqual(newest(server, 150));
    ann.act.loadOlder();
    await clock.advance(100);
    expect(ann.contents).toEqual(newest(server, 300));
  });
});
