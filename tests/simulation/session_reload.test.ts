import { describe, expect, test } from "bun:test";
import { fetched } from "./simulated_client.ts";
import { honest, world } from "./simulated_world.ts";

test("with a new epoch the page is fetched anew", async () => {
  const { clock, server, client } = world();
  const ann = client("ann");
  ann.session.start();
  ann.open("g");
  await clock.advance(1_000);
  ann.session.sender.post("g", "of the old log");
  await clock.advance(1_000);
  expect(ann.timelines.get("g")?.messages).toHaveLength(1);
  server.loseLog("epoch-2");
  await clock.advance(20_000);
  expect(ann.notices.filter(({ kind }) => kind === "reload").length).toBeGreaterThan(0);
  expect(ann.timelines.get("g")?.messages).toEqual([]);
  ann.session.sender.post("g", "of the new log");
  await clock.advance(1_000);
  expect(ann.timelines.get("g")?.messages.map(({ content }) => content)).toEqual([
    "of the new log",
  ]);
});

describe("a page that cannot be fetched anew", () => {
  const behind = async (withholds: () => boolean) => {
    const { clock, server, client } = world({ mischief: { ...honest, withholds } });
    server.replayEvents = 3;
    const [ann, ben] = [client("ann"), client("ben")];
    for (const { session } of [ann, ben]) session.start();
    ann.open("g");
    await clock.advance(1_000);
    ann.session.setOnline(false);
    for (let count = 0; count < 10; count++) ben.session.sender.post("g", `message ${count}`);
    await clock.advance(5_000);
    ann.session.setOnline(true);
    await clock.advance(100);
    expect(ann.session.state.kind).toBe("live");
    const reloads = () => ann.notices.filter(({ kind }) => kind === "reload").length;
    expect(reloads()).toBeGreaterThan(0);
    expect(ann.timelines.get("g")?.messages).toEqual([]);
    return { clock, server, ann, ben, reloads };
  };

  test("is no longer requested once the session is over", async () => {
    const { clock, ann, reloads } = await behind(() => true);
    ann.session.signOut("expired");
    const before = reloads();
    await clock.advance(600_000);
    expect(reloads()).toBe(before);
  });

  test("is requested automatically with growing delays, and then events are live", async () => {
    let down = true;
    const { clock, server, ann, ben, reloads } = await behind(() => down);
    await clock.advance(600_000);
    expect(reloads()).toBeGreaterThan(20);
    expect(reloads()).toBeLessThan(60);
    down = false;
    await clock.advance(31_000);
    expect(ann.timelines.get("g")).toEqual(fetched(server, "g"));
    const once = reloads();
    ben.session.sender.post("g", "live again");
    await clock.advance(60_000);
    expect(ann.timelines.get("g")?.messages.at(-1)?.content).toBe("live again");
    expect(reloads()).toBe(once);
  });

  test("is requested at once on the next connection", async () => {
    let down = true;
    const { clock, server, ann } = await behind(() => down);
    await clock.advance(600_000);
    ann.session.setOnline(false);
    down = false;
    ann.session.setOnline(true);
    await clock.advance(100);
    expect(ann.timelines.get("g")).toEqual(fetched(server, "g"));
  });
});

describe("a page that is invalid as soon as it was fetched", () => {
  const disagreeing = async () => {
    const { clock, server, client } = world();
    const [ann, ben] = [client("ann"), client("ben")];
    for (const { session } of [ann, ben]) session.start();
    ann.open("g");
    await clock.advance(1_000);
    server.otherEpoch = "epoch-2";
    ann.session.setOnline(false);
    ann.session.leave("g");
    ann.open("g");
    ann.session.setOnline(true);
    const reloads = () => ann.notices.filter(({ kind }) => kind === "reload").length;
    return { clock, server, ann, ben, reloads };
  };

  test("is fetched anew once at once, then with growing delays, and then events are live", async () => {
    const { clock, server, ann, ben, reloads } = await disagreeing();
    await clock.advance(100);
    expect(ann.session.state.kind).toBe("live");
    expect(reloads()).toBe(1);
    await clock.advance(600_000);
    expect(reloads()).toBeGreaterThan(20);
    expect(reloads()).toBeLessThan(60);
    server.otherEpoch = undefined;
    ben.session.sender.post("g", "missed");
    await clock.advance(31_000);
    expect(ann.timelines.get("g")).toEqual(fetched(server, "g"));
    const once = reloads();
    ben.session.sender.post("g", "live again");
    await clock.advance(60_000);
    expect(ann.timelines.get("g")?.messages.at(-1)?.content).toBe("live again");
    expect(reloads()).toBe(once);
  });

  test("is fetched at once again if it was usable in between", async () => {
    const { clock, server, ann, reloads } = await disagreeing();
    await clock.advance(600_000);
    server.otherEpoch = undefined;
    await clock.advance(31_000);
    const before = reloads();
    server.loseLog("epoch-3");
    server.otherEpoch = "epoch-4";
    await clock.advance(3_000);
    expect(ann.session.state.kind).toBe("live");
    expect(reloads()).toBeGreaterThanOrEqual(before + 2);
  });

  test("is no longer requested once the session is over", async () => {
    const { clock, ann, reloads } = await disagreeing();
    await clock.advance(5_000);
    ann.session.signOut("expired");
    const before = reloads();
    await clock.advance(600_000);
    expect(reloads()).toBe(before);
  });
});
