import type { Services } from "#core/context.ts";
import type { Activity } from "./activity.ts";
import type { Holds } from "./holds.ts";
import type { Hub } from "./hub.ts";
import type { ListChanges } from "./list_changes.ts";
import type { RealtimeMetrics } from "./metrics.ts";
import type { OrderSender } from "./order_sender.ts";
import type { Presence } from "./presence.ts";
import type { Replays } from "./replays.ts";
import type { RecentChanges } from "./recent_changes.ts";
import type { Roster } from "./roster.ts";
import type { Tail } from "./tail.ts";
import type { Typing } from "./typing.ts";

/** The parts of a running socket server. */
export interface Realtime {
  services: Services;
  /** The epoch of the log that positions belong to. */
  epoch: string;
  roster: Roster;
  changes: RecentChanges;
  holds: Holds;
  listChanges: ListChanges;
  order: OrderSender;
  replays: Replays;
  hub: Hub;
  tail: Tail;
  metrics: RealtimeMetrics;
  presence: Presence;
  activity: Activity;
  typing: Typing;
  /** Tells the account's other devices what it has read. */
  readMoved(userId: string, position: ReadPosition): void;
}

export interface ReadPosition {
  conversationId: string;
  seq: number;
  unread: number;
}
