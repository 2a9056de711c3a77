import { describe, expect, test } from "bun:test";
import { messageView } from "#tests/support/fake_session.ts";
import { chat } from "#ui/text/chat.en.ts";
import type { ModelServer } from "./model_server.ts";
import { seededRandom } from "./random.ts";
import { pageWorld } from "./page_world.ts";
import { messagesOf } from "./simulated_page.ts";
import { honest } from "./simulated_world.ts";

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

  test("says that it is out of date, is loaded automatically, and says so no longer", async () => {
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

  test("ends the writing if the group no longer exists", async () => {
    const { clock, ann } = await stale();
    ann.problem = "not_found";
    await clock.advance(31_000);
    expect(ann.state.current?.phase).toBe("closed");
    ann.problem = undefined;
    await clock.advance(60_000);
    expect(ann.state.current?.phase).toBe("closed");
  });

  test("ends the session if it is over", async () => {
    const { clock, ann } = await stale();
    ann.problem = "signed_out";
    await clock.advance(31_000);
    expect(ann.state.connection).toEqual({ kind: "signed_out", reason: "expired" });
  });

  test("is forgotten with the group, and requested on returning to it", async () => {
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

test("a page that the socket server cannot follow says that it is out of date, until it can", async () => {
  const { clock, server, page, write } = pageWorld();
  const ann = page();
  await clock.advance(1_000);
  ann.session.setOnline(false);
  server.otherEpoch = "another";
  void ann.app.reload("g");
  await clock.advance(1_000);
  ann.session.setOnline(true);
  await clock.advance(200);
  for (let seconds = 0; seconds < 120; seconds++) {
    expect(ann.state.pageProblem).toBe("failed");
    await clock.advance(1_000);
  }
  server.otherEpoch = undefined;
  await clock.advance(31_000);
  expect(ann.state.pageProblem).toBeUndefined();
  await write(1);
  expect(ann.contents).toEqual(["g 1"]);
});

test("a removal dropped because of the rate limit can be requested again", async () => {
  let floods = false;
  const { clock, page, write } = pageWorld({ mischief: { ...honest, floods: () => floods } });
  await write(1);
  const ann = page();
  await clock.advance(1_000);
  const messageId = ann.state.current!.timeline.messages[0]!.id;
  ann.act.ask({ kind: "remove", messageId, busy: false });
  floods = true;
  ann.act.remove(messageId);
  expect(ann.state.dialog).toMatchObject({ busy: true, error: undefined });
  await clock.advance(100);
  expect(ann.state.connection.kind).toBe("live");
  expect(ann.state.dialog).toMatchObject({ busy: false, error: chat.tryAgainSoon });
});

test("a group whose first page cannot be fetched is loaded automatically", async () => {
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

describe("a group that the reader is removed from and added to again", () => {
  const listed = { id: "g", name: "g", description: "", position: 1, seq: 0, unread: 0 };
  const meta = { conversationId: "g" };

  test("is live again once the page learns of it, without leaving the page", async () => {
    const { clock, page, write } = pageWorld();
    const ann = page();
    await clock.advance(1_000);
    const frame = { messageType: "ConversationUnlisted", payload: {}, meta } as const;
    ann.session.leave("g");
    ann.app.handle({ kind: "frame", frame });
    expect(ann.state.current?.phase).toBe("closed");
    await write(1);
    const payload = { conversation: listed };
    const again = { messageType: "ConversationListed", payload, meta } as const;
    ann.app.handle({ kind: "frame", frame: again });
    await clock.advance(1_000);
    expect(ann.state.current?.phase).toBe("ready");
    await write(1);
    expect(ann.contents).toEqual(["g 1", "g 2"]);
  });

  test("is live again after a time without a connection", async () => {
    const { clock, server, page, write } = pageWorld();
    const ann = page();
    await clock.advance(1_000);
    ann.problem = "not_found";
    void ann.app.reload("g");
    await clock.advance(1_000);
    expect(ann.state.current?.phase).toBe("closed");
    ann.session.setOnline(false);
    ann.problem = undefined;
    server.listed = [listed];
    ann.session.setOnline(true);
    await clock.advance(1_000);
    expect(ann.state.current?.phase).toBe("ready");
    await write(1);
    expect(ann.contents).toEqual(["g 1"]);
  });
});

describe("older messages that arrive after the page has changed", () => {
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
    return { clock, server, ann, write };
  };
  const newest = (server: ModelServer, count: number) =>
    messagesOf(server.log("g"))
      .slice(-count)
      .map(({ content }) => content);

  test("leave no gap when the reader has gone back to the end, and can be loaded again", async () => {
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

  test("are dropped as new ones arrive for a reader who stays at the end", async () => {
    const { server, ann, write } = await far();
    ann.act.atBottom(true);
    await write(201);
    expect(ann.contents).toHaveLength(401);
    ann.act.atBottom(true);
    expect(ann.contents).toEqual(newest(server, 200));
  });

  test("leave no gap when the page was fetched anew, and can be loaded again", async () => {
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

test("a group closed while older messages were on their way can load them when it is opened again", async () => {
  const { clock, server, page, write } = pageWorld({ pageSize: 3 });
  await write(8);
  const ann = page();
  await clock.advance(1_000);
  ann.act.loadOlder();
  void ann.app.show("other");
  await clock.advance(1_000);
  void ann.app.show("g");
  await clock.advance(1_000);
  expect(ann.state.current?.older).toBe("idle");
  expect(ann.contents).toHaveLength(3);
  ann.act.loadOlder();
  await clock.advance(1_000);
  expect(ann.contents).toEqual(
    messagesOf(server.log("g"))
      .slice(-6)
      .map(({ content }) => content),
  );
});

describe("whatever the network, the servers and the reader do", () => {
  for (let seed = 1; seed <= 40; seed++) {
    test(`the page ends at the newest message, without a gap (seed ${seed})`, async () => {
      await storm(seed);
    });
  }
});

/** A reader moves about while others write, through a storm; then it calms down. */
async function storm(seed: number): Promise<void> {
  const random = seededRandom(seed);
  let stormy = true;
  const sometimes = (chance: number) => () => stormy && random() < chance;
  const { clock, server, page, write } = pageWorld({
    seed,
    pageSize: 3,
    weather: {
      latencyMs: () => Math.floor(random() * (stormy ? 800 : 50)),
      refusesConnection: sometimes(0.2),
      breaks: sometimes(0.02),
      stalls: sometimes(0.01),
    },
    mischief: {
      ...honest,
      withholds: sometimes(0.4),
      forgets: sometimes(0.1),
      doubles: sometimes(0.2),
    },
  });
  server.replayEvents = 4;
  const groups = ["g", "other"];
  const ann = page();
  const moves: (() => unknown)[] = [
    () => ann.act.loadOlder(),
    () => ann.act.loadOlder(),
    () => ann.session.setOnline(false),
    () => ann.session.setOnline(true),
    () => ann.session.setOnline(true),
    () => void ann.app.show(groups[Math.floor(random() * 2)]!),
    () => ann.act.atBottom(random() < 0.5),
    () => void ann.app.reload(ann.state.currentId!),
    () => ann.act.send(`ann ${Math.floor(random() * 1e9)}`),
  ];
  for (let step = 0; step < 120; step++) {
    if (random() < 0.3) await write(Math.ceil(random() * 6), groups[Math.floor(random() * 2)]);
    moves[Math.floor(random() * moves.length)]!();
    await clock.advance(Math.floor(random() * 600));
  }
  stormy = false;
  ann.session.setOnline(true);
  await clock.advance(60_000);
  for (const group of groups) {
    void ann.app.show(group);
    await clock.advance(20_000);
    await write(1, group);
    const all = messagesOf(server.log(group));
    const { connection, current, pageProblem } = ann.state;
    expect(connection.kind).toBe("live");
    expect(pageProblem).toBeUndefined();
    const { messages } = current!.timeline;
    expect(messages.length).toBeGreaterThan(0);
    expect(messages).toEqual(all.slice(-messages.length));
    expect(current!.older).not.toBe("loading");
    expect(ann.state.outbox).toEqual([]);
  }
}

describe("the jump to the first unread message", () => {
  /** Ann has read five of 40 messages; the page holds the newest ten. */
  const unread = async () => {
    const { clock, page, write } = pageWorld({ pageSize: 10 });
    await write(40);
    const ann = page();
    await clock.advance(1_000);
    ann.app.updateCurrent((current) => ({ ...current, readSeq: 5, newAfterSeq: 5 }));
    return { clock, ann };
  };
  const asked = ({ ann }: Awaited<ReturnType<typeof unread>>) => ann.state.current?.asksForNew;

  test("goes through all pages, even if one is already on its way", async () => {
    const world = await unread();
    const { ann, clock } = world;
    ann.act.loadOlder();
    ann.act.showFirstUnread();
    await clock.advance(5_000);
    expect(ann.contents).toHaveLength(40);
    expect(asked(world)).toBe(1);
  });

  test("ends if a page cannot be fetched, and starts again on request", async () => {
    const world = await unread();
    const { ann, clock } = world;
    ann.problem = "failed";
    ann.act.showFirstUnread();
    await clock.advance(5_000);
    expect(ann.state.current?.older).toBe("failed");
    expect(asked(world)).toBe(0);
    ann.problem = undefined;
    ann.act.showFirstUnread();
    await clock.advance(5_000);
    expect(ann.contents).toHaveLength(40);
    expect(asked(world)).toBe(1);
  });

  test("ends if its reader goes to another group", async () => {
    const { ann, clock } = await unread();
    ann.act.showFirstUnread();
    void ann.app.show("other");
    await clock.advance(5_000);
    expect(ann.state).toMatchObject({ currentId: "other", current: { asksForNew: 0 } });
  });

  test("marks nothing as read, and neither does the end of the page", async () => {
    const { ann, clock } = await unread();
    ann.act.atBottom(true);
    await clock.advance(5_000);
    expect(ann.state.current?.readSeq).toBe(5);
    ann.act.showFirstUnread();
    await clock.advance(100);
    ann.act.leftEnd();
    await clock.advance(5_000);
    expect(ann.state.current?.readSeq).toBe(5);
    ann.act.atBottom(true);
    await clock.advance(5_000);
    expect(ann.state.current?.readSeq).toBe(40);
  });
});

test("nothing that was missed is read before all of it has arrived, however slowly that goes", async () => {
  const { clock, page } = pageWorld();
  const ann = page();
  await clock.advance(1_000);
  const { epoch } = ann.state.current!;
  const opened = { epoch, seq: 2, reload: false, online: [] };
  ann.app.handle({ kind: "opened", conversationId: "g", opened });
  const arrive = async (seq: number) => {
    const message = messageView(seq, { content: `g ${seq}`, senderId: "ben" });
    const { id: messageId, conversationId, senderId, sentAt: timestamp } = message;
    const meta = { conversationId, senderId, timestamp, messageId, seq };
    const payload = { content: message.content, displayName: "Ben", message };
    ann.app.handle({ kind: "event", frame: { messageType: "ChatMessage", payload, meta } });
    await clock.advance(5_000);
  };
  await arrive(1);
  expect(ann.contents).toEqual(["g 1"]);
  expect(ann.state.current).toMatchObject({ atBottom: true, newAfterSeq: 0, readSeq: 0 });
  await arrive(2);
  expect(ann.state.current).toMatchObject({ newAfterSeq: 0, readSeq: 2 });
});
