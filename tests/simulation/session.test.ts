import { describe, expect, test } from "bun:test";
import type { SessionState } from "#sync/session_ports.ts";
import type { ModelServer } from "./model_server.ts";
import { seededRandom } from "./random.ts";
import { fetched, type SimulatedClient } from "./simulated_client.ts";
import { calm, honest, world } from "./simulated_world.ts";

describe("a session that is over", () => {
  test("does not reconnect once the server has said so, and names the reason", async () => {
    const { clock, server, client } = world();
    const ann = client("ann");
    server.revoked.add("ann");
    ann.session.start();
    await clock.advance(1_000);
    expect(ann.session.state).toEqual({ kind: "signed_out", reason: "disabled" });
    const states = ann.notices.length;
    await clock.advance(3_600_000);
    expect(ann.notices).toHaveLength(states);
    expect(server.connectionCount).toBe(0);
  });
});

describe("a connection", () => {
  test("that fails is tried again, with growing delays of up to half a minute", async () => {
    const { clock, client } = world({ weather: { ...calm, refusesConnection: () => true } });
    const ann = client("ann");
    ann.session.start();
    await clock.advance(300_000);
    const waits = waitsOf(ann);
    expect(waits[0]).toBeLessThanOrEqual(1_200);
    expect(waits.length).toBeGreaterThan(8);
    expect(waits.length).toBeLessThan(30);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(15_000);
  });

  test("receives the server's time when it opens, and at every heartbeat", async () => {
    const { clock, client } = world();
    const times: number[] = [];
    Object.assign(clock, { synchronize: (serverMs: number) => times.push(serverMs) });
    const startMs = clock.now();
    client("ann").session.start();
    await clock.advance(1_000);
    expect(times).toHaveLength(1);
    await clock.advance(50_000);
    expect(times.length).toBeGreaterThanOrEqual(3);
    for (const serverMs of times) expect(serverMs).toBeGreaterThanOrEqual(startMs);
  });

  test("that went silent is replaced within thirty seconds", async () => {
    let silent = false;
    const { clock, client } = world({ weather: { ...calm, stalls: () => silent } });
    const ann = client("ann");
    ann.session.start();
    await clock.advance(1_000);
    expect(ann.session.state.kind).toBe("live");
    silent = true;
    await clock.advance(30_000);
    expect(waitsOf(ann).length).toBeGreaterThan(0);
    silent = false;
    await clock.advance(45_000);
    expect(ann.session.state.kind).toBe("live");
  });

  test("is not tried while the browser has no network, and at once when it is back", async () => {
    const { clock, server, client } = world();
    const ann = client("ann");
    ann.session.start();
    await clock.advance(1_000);
    ann.session.setOnline(false);
    await clock.advance(600_000);
    expect(ann.session.state.kind).toBe("offline");
    expect(server.connectionCount).toBe(0);
    ann.session.setOnline(true);
    await clock.advance(100);
    expect(ann.session.state.kind).toBe("live");
  });
});

describe("a message", () => {
  test("written without a connection is sent once when there is one", async () => {
    const { clock, server, client } = world();
    const ann = client("ann");
    ann.session.start();
    ann.session.setOnline(false);
    ann.session.sender.post("g", "one");
    ann.session.sender.post("g", "two");
    await clock.advance(60_000);
    expect(server.log("g")).toHaveLength(0);
    ann.session.setOnline(true);
    await clock.advance(1_000);
    expect(contents(server, "g")).toEqual(["one", "two"]);
    expect(ann.store.entries.size).toBe(0);
  });

  test("written before a reload is sent by the next page", async () => {
    const { clock, server, client } = world();
    const before = client("ann");
    before.session.start();
    before.session.setOnline(false);
    before.session.sender.post("g", "kept");
    await clock.advance(100);
    before.session.stop();
    expect(server.log("g")).toHaveLength(0);
    const after = client("ann", before.store);
    after.session.start();
    await clock.advance(1_000);
    expect(contents(server, "g")).toEqual(["kept"]);
  });

  test("refused for now keeps its place before later ones", async () => {
    let refusals = 3;
    const { clock, server, client } = world({
      mischief: { ...honest, busy: () => refusals-- > 0 },
    });
    const ann = client("ann");
    ann.session.start();
    await clock.advance(1_000);
    for (const content of ["one", "two", "three"]) ann.session.sender.post("g", content);
    await clock.advance(60_000);
    expect(refusals).toBeLessThan(0);
    expect(contents(server, "g")).toEqual(["one", "two", "three"]);
  });

  test("refused for good is kept as failed, lets the others pass, and is sent when its author says so", async () => {
    let busy = true;
    const { clock, server, client } = world({ mischief: { ...honest, busy: () => busy } });
    const ann = client("ann");
    ann.session.start();
    await clock.advance(1_000);
    const { clientId } = ann.session.sender.post("g", "stubborn");
    await clock.advance(600_000);
    expect(ann.session.sender.outbox.find(clientId)?.status).toMatchObject({
      kind: "failed",
      retry: true,
    });
    expect(ann.store.entries.get(clientId)?.status.kind).toBe("failed");
    busy = false;
    ann.session.sender.post("g", "next");
    await clock.advance(1_000);
    expect(contents(server, "g")).toEqual(["next"]);
    ann.session.sender.retry(clientId);
    await clock.advance(1_000);
    expect(contents(server, "g")).toEqual(["next", "stubborn"]);
  });

  test("whose acknowledgement got lost is stored once and leaves the outbox", async () => {
    const { clock, server, client } = world({ mischief: { ...honest, losesAck: () => true } });
    const ann = client("ann");
    ann.session.start();
    ann.open("g");
    await clock.advance(1_000);
    ann.session.sender.post("g", "once");
    await clock.advance(1_000);
    expect(contents(server, "g")).toEqual(["once"]);
    expect(ann.session.sender.outbox.of("g")).toEqual([]);
  });
});

test("a frame that was dropped unread is sent again", async () => {
  let drops = 0;
  const { clock, server, client } = world({ mischief: { ...honest, floods: () => drops-- > 0 } });
  const ann = client("ann");
  ann.session.start();
  await clock.advance(1_000);
  drops = 2;
  ann.open("g");
  ann.session.sender.post("g", "after all");
  await clock.advance(3_000);
  expect(drops).toBeLessThan(0);
  expect(contents(server, "g")).toEqual(["after all"]);
  expect(ann.timelines.get("g")?.seq).toBe(1);
});

describe("an event that was not sent", () => {
  test("is requested as soon as a later one shows that it is missing", async () => {
    let forgetful = true;
    const { clock, client } = world({ mischief: { ...honest, forgets: () => forgetful } });
    const [ann, ben] = [client("ann"), client("ben")];
    for (const { session } of [ann, ben]) session.start();
    ann.open("g");
    await clock.advance(1_000);
    ben.session.sender.post("g", "missed");
    await clock.advance(1_000);
    expect(ann.timelines.get("g")?.messages).toEqual([]);
    forgetful = false;
    ben.session.sender.post("g", "noticed");
    await clock.advance(1_000);
    expect(ann.timelines.get("g")?.messages.map(({ content }) => content)).toEqual([
      "missed",
      "noticed",
    ]);
  });

  test("is requested at the next heartbeat when an acknowledgement has named its seq", async () => {
    let forgetful = true;
    const { clock, client } = world({ mischief: { ...honest, forgets: () => forgetful } });
    const ann = client("ann");
    ann.session.start();
    ann.open("g");
    await clock.advance(1_000);
    ann.session.sender.post("g", "mine");
    await clock.advance(1_000);
    forgetful = false;
    expect(ann.timelines.get("g")?.seq).toBe(0);
    await clock.advance(16_000);
    expect(ann.timelines.get("g")?.seq).toBe(1);
  });
});

test("an event that arrives twice is applied once, and nothing is requested again", async () => {
  const { clock, server, client } = world({ mischief: { ...honest, doubles: () => true } });
  const [ann, ben] = [client("ann"), client("ben")];
  for (const { session } of [ann, ben]) session.start();
  ann.open("g");
  for (let count = 0; count < 10; count++) ben.session.sender.post("g", `message ${count}`);
  await clock.advance(2_000);
  expect(server.log("g")).toHaveLength(10);
  expect(ann.notices.filter(({ kind }) => kind === "event")).toHaveLength(10);
  expect(ann.notices.filter(({ kind }) => kind === "opened")).toHaveLength(1);
});

describe("whatever the network and the server do", () => {
  for (let seed = 1; seed <= 40; seed++) {
    test(`every message is stored once and every client has the log (seed ${seed})`, async () => {
      await storm(seed);
    });
  }
});

/** Three clients write to two groups through a storm; then it calms down, and all must agree. */
async function storm(seed: number): Promise<void> {
  const random = seededRandom(seed);
  let stormy = true;
  const sometimes = (chance: number) => () => stormy && random() < chance;
  const { clock, server, client } = world({
    seed,
    weather: {
      latencyMs: () => Math.floor(random() * 200),
      refusesConnection: sometimes(0.2),
      breaks: sometimes(0.02),
      stalls: sometimes(0.01),
    },
    mischief: {
      losesAck: sometimes(0.1),
      doubles: sometimes(0.2),
      forgets: sometimes(0.05),
      floods: sometimes(0.03),
      busy: sometimes(0.1),
      withholds: sometimes(0.5),
    },
  });
  server.replayEvents = 4;
  const groups = ["g1", "g2"];
  let clients = ["ann", "ben", "cem"].map((userId) => client(userId));
  for (const { session } of clients) session.start();
  for (const each of clients) for (const group of groups) each.open(group);
  const written: string[] = [];
  const write = (writer: SimulatedClient, group: string) => {
    const content = `${group} ${writer.session.ports.userId} ${written.length}`;
    written.push(content);
    writer.session.sender.post(group, content);
  };
  for (let step = 0; step < 60; step++) {
    const index = Math.floor(random() * clients.length);
    const acting = clients[index]!;
    if (random() < 0.05) {
      acting.session.stop();
      const reloaded = client(acting.session.ports.userId, acting.store);
      reloaded.session.start();
      for (const group of groups) reloaded.open(group);
      clients = clients.with(index, reloaded);
    } else write(acting, groups[Math.floor(random() * 2)]!);
    await clock.advance(Math.floor(random() * 3_000));
  }
  stormy = false;
  await clock.advance(200_000);
  for (const group of groups) write(clients[0]!, group);
  await clock.advance(60_000);

  const stored = groups.flatMap((group) => contents(server, group));
  expect(stored.toSorted()).toEqual(written.toSorted());
  for (const group of groups) {
    inOrderOfWriting(contents(server, group));
    for (const each of clients) {
      expect(each.timelines.get(group)?.messages).toEqual(fetched(server, group).messages);
    }
  }
  for (const { store } of clients) expect(store.entries.size).toBe(0);
}

/** Per author and group. */
function inOrderOfWriting(stored: string[]): void {
  for (const author of ["ann", "ben", "cem"]) {
    const numbers = stored
      .filter((content) => content.includes(author))
      .map((content) => Number(content.split(" ")[2]));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
}

function contents(server: ModelServer, conversationId: string): string[] {
  return fetched(server, conversationId).messages.map(({ content }) => content);
}

function waitsOf({ notices, session }: SimulatedClient): number[] {
  const states: SessionState[] = notices.flatMap((notice) =>
    notice.kind === "state" ? [notice.state] : [],
  );
  expect(session.state.kind).not.toBe("idle");
  return states.flatMap((state) => (state.kind === "waiting" ? [state.delayMs] : []));
}
