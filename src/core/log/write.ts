/** Appends to the log, in the transaction that makes the change. */
import { isoNow } from "#kit/clock.ts";
import { eventKindOf, type EventFrame } from "#wire/events/registry.ts";
import type { Queries } from "#storage/database.ts";
import { insertEvent, insertEvents, type NewEvent } from "#storage/events.ts";
import type { NewPost, PlacedPost, PostOrder } from "#storage/post_order.ts";
import type { Services } from "../context.ts";
import type { AccountEvent, LogEntry } from "./log_entry.ts";

/** What a verb can do within its transaction. */
export interface Writing {
  tx: Queries;
  /** The transaction's time, UTC ISO text. */
  now: string;
  /** Appends an event of a conversation, whose seq was taken in this transaction. */
  append: (frame: EventFrame) => Promise<void>;
  /** The same for several events, in this order. */
  appendAll: (frames: readonly EventFrame[]) => Promise<void>;
  appendAccountEvent: (userId: string, event: AccountEvent) => Promise<void>;
  /** The same event for several accounts. */
  appendAccountEvents: (userIds: readonly string[], event: AccountEvent) => Promise<void>;
  /** Appends that the groups have a new order. */
  appendReordered: () => Promise<void>;
  /** Appends that who looked into a group has changed. */
  appendLooked: (conversationId: string) => Promise<void>;
}

/** A verb that posts, as one post: what to store, and what that makes. */
export type Posting<T> = (now: string) => {
  post: NewPost;
  result: (placed: PlacedPost) => { value: T; frame: EventFrame };
};

/**
 * For changes by the server itself or its operator: everything `work` writes and appends is one
 * transaction, and `services.appended` emits the entries after the commit. If it throws, nothing
 * has changed. Changes by users go through `writeAs`.
 * @param posting the same verb, if it posts: databases store posts together
 */
export async function writeLogged<T>(
  services: Pick<Services, "db" | "clock" | "appended"> & { actor?: never },
  verb: (writing: Writing) => Promise<T>,
  posting?: Posting<T>,
): Promise<T> {
  let entries: LogEntry[] = [];
  const work = (tx: Queries) => {
    entries = [];
    const now = isoNow(services.clock);
    return verb({
      tx,
      now,
      async append(frame) {
        const position = await insertEvent(tx, rowOfFrame(frame, now));
        entries.push({ position, scope: "conversation", frame });
      },
      async appendAll(frames) {
        const positions = await insertEvents(
          tx,
          frames.map((frame) => rowOfFrame(frame, now)),
        );
        for (const [index, frame] of frames.entries()) {
          entries.push({ position: positions[index]!, scope: "conversation", frame });
        }
      },
      async appendAccountEvent(userId, event) {
        const position = await insertEvent(tx, rowOfAccountEvent(userId, event, now));
        entries.push({ position, scope: "user", userId, event });
      },
      async appendAccountEvents(userIds, event) {
        const rows = userIds.map((userId) => rowOfAccountEvent(userId, event, now));
        const positions = await insertEvents(tx, rows);
        for (const [index, userId] of userIds.entries()) {
          entries.push({ position: positions[index]!, scope: "user", userId, event });
        }
      },
      async appendReordered() {
        const position = await insertEvent(tx, rowOfOrder(now));
        entries.push({ position, scope: "order" });
      },
      async appendLooked(conversationId) {
        const position = await insertEvent(tx, rowOfLook(conversationId, now));
        entries.push({ position, scope: "looked", conversationId });
      },
    });
  };
  const asPost = (toPost: Posting<T>) => (): PostOrder<T> => {
    const order = toPost(isoNow(services.clock));
    return {
      post: order.post,
      result(placed) {
        const { value, frame } = order.result(placed);
        entries = [{ position: placed.position, scope: "conversation", frame }];
        return value;
      },
    };
  };
  const result = await services.db.transaction(work, posting && asPost(posting));
  if (entries.length > 0) services.appended.emit(entries);
  return result;
}

function rowOfFrame(frame: EventFrame, now: string): NewEvent {
  const { messageId, data } = eventKindOf(frame).keep(frame.payload);
  return {
    conversationId: frame.meta.conversationId,
    seq: frame.meta.seq,
    userId: null,
    kind: frame.messageType,
    messageId: messageId ?? null,
    data: data === undefined ? null : JSON.stringify(data),
    at: now,
  };
}

function rowOfAccountEvent(userId: string, event: AccountEvent, now: string): NewEvent {
  return {
    conversationId: null,
    seq: null,
    userId,
    kind: event.kind,
    messageId: null,
    data: JSON.stringify(event),
    at: now,
  };
}

/** It takes no seq of the group: what was written there is the same. */
function rowOfLook(conversationId: string, now: string): NewEvent {
  return {
    conversationId: null,
    seq: null,
    userId: null,
    kind: "looked",
    messageId: null,
    data: JSON.stringify({ conversationId }),
    at: now,
  };
}

function rowOfOrder(now: string): NewEvent {
  return {
    conversationId: null,
    seq: null,
    userId: null,
    kind: "order_changed",
    messageId: null,
    data: null,
    at: now,
  };
}
