/** Creates the parts of a socket server and connects them. */
import { errorFields } from "#kit/logger.ts";
import { uuidv7 } from "#kit/ids.ts";
import type { Bus } from "#bus/bus.ts";
import { channels } from "#bus/channels.ts";
import { recordStay } from "#core/audit/looks.ts";
import type { Services } from "#core/context.ts";
import { currentEpoch, logEnd, readConversationLog, readLog } from "#core/log/read.ts";
import { UnreadableEntries } from "#core/log/unreadable.ts";
import { encodeFrame } from "#wire/codec.ts";
import { eventKindOf } from "#wire/events/registry.ts";
import { refreshAccount } from "./account_refresh.ts";
import { Activity } from "./activity.ts";
import { Holds } from "./holds.ts";
import { Hub } from "./hub.ts";
import { ListChanges } from "./list_changes.ts";
import { createRealtimeMetrics } from "./metrics.ts";
import { OrderSender } from "./order_sender.ts";
import type { Realtime } from "./parts.ts";
import { Presence } from "./presence.ts";
import type { Publisher } from "./publisher.ts";
import { RecentChanges } from "./recent_changes.ts";
import { Replays } from "./replays.ts";
import { Roster } from "./roster.ts";
import { Tail } from "./tail.ts";
import { Typing } from "./typing.ts";

/** Creates the parts of a socket server and connects them. */
export async function assemble(
  { services, bus }: { services: Services; bus: Bus },
  publisher: Publisher,
): Promise<Realtime> {
  const { clock, logger, db } = services;
  const processId = uuidv7(clock.now());
  const failed = (event: string) => (error: unknown) => logger.error(event, errorFields(error));
  const metrics = createRealtimeMetrics();
  const roster = new Roster();
  const changes = new RecentChanges();
  const holds = new Holds();
  const presence = new Presence({ roster, bus, clock, processId, publisher });
  const activity = new Activity(clock);
  const order = new OrderSender({ db, roster, failed: failed("order.failed") });
  const listChanges = new ListChanges({ db, roster, holds, failed: failed("list.failed") });
  const hub = new Hub({
    roster,
    changes,
    holds,
    publish(topic, frame) {
      if (publisher.hasSubscribers(topic)) publisher.publish(topic, encodeFrame(frame()));
    },
    listChanged: (member, id) => listChanges.changed(member, id),
    oversee: (actor, id) =>
      void recordStay({ ...services, actor }, id).catch(failed("oversight.failed")),
    membersChanged(id) {
      presence.changed(id);
      activity.happened(id);
    },
    orderChanged: () => order.changed(),
    posted: (id) => activity.happened(id),
    nowIso: () => new Date(clock.now()).toISOString(),
  });
  const unreadable = new UnreadableEntries(logger, () => metrics.add("unreadable_entries"));
  const isFollowed = (conversationId: string) =>
    holds.has(conversationId) || publisher.isFollowed(conversationId);
  const tail = await followLog(services, { hub, unreadable, metrics, isFollowed });
  const realtime: Realtime = {
    services,
    epoch: await currentEpoch(services),
    roster,
    changes,
    holds,
    listChanges,
    order,
    replays: new Replays({
      clock,
      async read(range) {
        const frames = await readConversationLog(db, range, unreadable.report);
        const isReplayed = !frames.some((frame) => eventKindOf(frame).fetchedAnew);
        return isReplayed ? frames.map(encodeFrame) : undefined;
      },
    }),
    hub,
    tail,
    metrics,
    presence,
    activity,
    typing: new Typing({ bus, clock, publisher }),
    readMoved: readPositions({ roster, bus }),
  };
  hub.accountChanged.subscribe((member) => {
    refreshAccount(realtime, member).catch(failed("refresh.failed"));
  });
  return realtime;
}

async function followLog(
  { db, clock, logger }: Services,
  {
    hub,
    unreadable,
    metrics,
    isFollowed,
  }: Pick<Realtime, "hub" | "metrics"> & {
    unreadable: UnreadableEntries;
    isFollowed: (conversationId: string) => boolean;
  },
): Promise<Tail> {
  return new Tail(
    {
      clock,
      read: (after) => readLog(db, after, { report: unreadable.report, isFollowed }),
      watch: (watcher) => db.watchLog(watcher),
      isIncomplete: (entry) => entry.scope === "posted" && isFollowed(entry.conversationId),
      deliver(entry) {
        metrics.add("log_entries");
        hub.deliver(entry);
      },
      failed: (error) => logger.error("tail.failed", errorFields(error)),
    },
    await logEnd(db),
  );
}

/** Tells the other devices of an account, here and at other processes, what it has read. */
function readPositions({ roster, bus }: { roster: Roster; bus: Bus }): Realtime["readMoved"] {
  channels.read.subscribe(bus, ({ to, frame }) => roster.sendTo(to, frame));
  return (userId, { conversationId, seq, unread }) => {
    const meta = { conversationId, seq };
    const frame = encodeFrame({ messageType: "ReadMoved", payload: { unread }, meta });
    roster.sendTo(userId, frame);
    channels.read.publish(bus, { to: userId, frame });
  };
}
