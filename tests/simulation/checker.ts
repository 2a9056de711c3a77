/**
 * Judges a run from outside: compares what clients saw with the final contents of the database. It
 * knows nothing about how the server works. Its silence means something because it has caught the
 * seeded bugs of seeded_bugs.test.ts.
 */

import { type HeldAnomaly, type HeldMessage, judgeHeld } from "./checker_held.ts";

/** The record of one client, in order. Times in milliseconds. */
export type Note =
  | { kind: "sent"; conversationId: string; clientId: string; at: number }
  /** It waits for approval. */
  | { kind: "held"; conversationId: string; clientId: string; id: string; at: number }
  | { kind: "acked"; conversationId: string; clientId: string; id: string; seq: number; at: number }
  /** With `retry`, the server could not find out whether it is stored, or did not try. */
  | { kind: "refused"; conversationId: string; clientId: string; at: number; retry?: boolean }
  /** From here on every event after `seq` is expected, in order. */
  | { kind: "opened"; conversationId: string; seq: number; at: number }
  | { kind: "delivered"; conversationId: string; seq: number; id: string | undefined; at: number }
  | { kind: "closed"; at: number };

export interface ClientLog {
  userId: string;
  notes: Note[];
}

/** The final database, with the time at which each event was written. */
export interface Ending {
  messages: StoredMessage[];
  /** What waits for approval, and what became of it. */
  held: HeldMessage[];
  events: { conversationId: string; seq: number; messageId: string | null; at: number }[];
  /** Who joined and left a conversation, in the order of their seq. */
  moves: Move[];
  /** Who may write, in the order of their seq. */
  modes: ModeSet[];
  /** Who might not write where, and when. */
  mutes: Muted[];
  /** Users whom no mode but `locked` restricts. */
  staff: string[];
}

export interface StoredMessage {
  id: string;
  conversationId: string;
  senderId: string;
  clientId: string | null;
  /** It has waited, and staff have approved it. */
  isApproved?: boolean;
}

export interface Muted {
  userId: string;
  conversationId: string;
  from: number;
  until: number;
}

export interface ModeSet {
  conversationId: string;
  seq: number;
  at: number;
  kind: "open" | "staff_only" | "slow" | "hold" | "locked";
  /** When it ends by itself. */
  until?: number | undefined;
  /** Between two messages of one person, in slow mode. */
  seconds?: number | undefined;
}

export interface Move {
  conversationId: string;
  userId: string;
  seq: number;
  at: number;
  /** Or removed. */
  into: boolean;
}

export type AnomalyKind =
  | "lost_ack"
  | "duplicate"
  | "visible_though_refused"
  | "divergent"
  | "gap"
  | "reorder"
  | "phantom"
  | "leak_after_removal"
  | "post_after_removal"
  | "post_against_mode"
  | "post_while_muted"
  | HeldAnomaly["kind"]
  | "late";

export interface Anomaly {
  kind: AnomalyKind;
  what: string;
}

/** On a healthy path an event is on the screen within this time. */
const promptMs = 5_000;

/** @param lateMs how late an event may arrive; longer if servers were down */
export function check(logs: ClientLog[], ending: Ending, lateMs = promptMs): Anomaly[] {
  const stored = { ...indexed(ending), lateMs };
  return [
    ...storedTwice(ending),
    ...holes(ending),
    ...uninvited(ending),
    ...unallowed(ending),
    ...whileMuted(ending),
    ...judgeHeld({ logs, ...ending }),
    ...logs.flatMap((log) => [...answers(log, stored), ...deliveries(log, stored)]),
    ...divergence(logs, ending),
  ];
}

const place = (conversationId: string, seq: number) => `${conversationId} #${seq}`;
const own = (userId: string, otherId: string | null) => `${userId} ${otherId}`;

/** The final state, indexed: a long run has millions of records. */
interface Stored {
  messageIds: Set<string>;
  /** By sender and the sender's own id. */
  sent: Set<string>;
  /** When the event at a place was written. */
  writtenAt: Map<string, number>;
  /** The newest seq of each conversation. */
  heads: Map<string, number>;
  /** By user and conversation. */
  moves: Map<string, Move[]>;
  lateMs: number;
}

function indexed({ messages, events, moves }: Ending): Omit<Stored, "lateMs"> {
  const heads = new Map<string, number>();
  for (const { conversationId, seq } of events) {
    heads.set(conversationId, Math.max(heads.get(conversationId) ?? 0, seq));
  }
  return {
    heads,
    messageIds: new Set(messages.map(({ id }) => id)),
    sent: new Set(messages.map(({ senderId, clientId }) => own(senderId, clientId))),
    writtenAt: new Map(events.map((event) => [place(event.conversationId, event.seq), event.at])),
    moves: movesOf(moves),
  };
}

/** By user and conversation, in their order: a database returns rows in any. */
function movesOf(moves: Ending["moves"]): Map<string, Move[]> {
  const inOrder = moves.toSorted((a, b) => a.seq - b.seq);
  return Map.groupBy(inOrder, (move) => own(move.userId, move.conversationId));
}

function storedTwice({ messages }: Ending): Anomaly[] {
  const seen = new Set<string>();
  return messages.flatMap(({ senderId, clientId }) => {
    if (clientId === null) return [];
    const key = `${senderId} ${clientId}`;
    const twice = seen.has(key);
    seen.add(key);
    return twice ? [{ kind: "duplicate" as const, what: `message ${key} is stored twice` }] : [];
  });
}

/** The log itself must have no gaps, whoever has read it. */
function holes({ events }: Ending): Anomaly[] {
  const heads = new Map<string, number>();
  return events
    .toSorted((a, b) => a.seq - b.seq)
    .flatMap(({ conversationId, seq }) => {
      const expected = (heads.get(conversationId) ?? 0) + 1;
      heads.set(conversationId, seq);
      if (seq === expected) return [];
      const what = `the log of ${conversationId} goes from ${expected - 1} to ${seq}`;
      return [{ kind: seq > expected ? ("gap" as const) : ("duplicate" as const), what }];
    });
}

/** A message by a person who had been removed before, and was not a member again. */
function uninvited({ messages, events, moves }: Ending): Anomaly[] {
  const sender = new Map(messages.map(({ id, senderId }) => [id, senderId]));
  const byPlace = movesOf(moves);
  return events.flatMap(({ conversationId, seq, messageId }) => {
    const senderId = messageId === null ? undefined : sender.get(messageId);
    if (senderId === undefined) return [];
    const earlier = byPlace.get(own(senderId, conversationId))?.filter((move) => move.seq < seq);
    const last = earlier?.at(-1);
    if (!last || last.into) return [];
    const what = `${senderId} posted ${place(conversationId, seq)}, but was removed at ${last.seq}`;
    return [{ kind: "post_after_removal" as const, what }];
  });
}

/** A post has its time shortly before the statement that compares its group's mode with the clock. */
const slackMs = 1_000;

/** A message in a group where its writer could not write then: nobody, only staff, or not yet. */
function unallowed({ messages, events, modes, staff }: Ending): Anomaly[] {
  const sent = new Map(messages.map((message) => [message.id, message]));
  const isStaff = new Set(staff);
  const byGroup = Map.groupBy(
    modes.toSorted((a, b) => a.seq - b.seq),
    ({ conversationId }) => conversationId,
  );
  const newest = new Map<string, number>();
  return events
    .toSorted((a, b) => a.seq - b.seq)
    .flatMap(({ conversationId, seq, messageId, at }) => {
      const message = messageId === null ? undefined : sent.get(messageId);
      if (!message) return [];
      const { senderId, isApproved = false } = message;
      const before = newest.get(own(senderId, conversationId)) ?? -Infinity;
      newest.set(own(senderId, conversationId), at);
      const mode = byGroup.get(conversationId)?.findLast((set) => set.seq < seq);
      if (!mode || (mode.until ?? Infinity) <= at + slackMs) return [];
      const waits = at - before < (mode.seconds ?? 0) * 1_000 - slackMs;
      // What staff approve is written by them.
      const asStaff = isStaff.has(senderId) || isApproved;
      const mayWrite = {
        open: true,
        slow: asStaff || !waits,
        staff_only: asStaff,
        hold: asStaff,
        locked: false,
      }[mode.kind];
      if (mayWrite) return [];
      const what = `${senderId} posted ${place(conversationId, seq)}, which was ${mode.kind}`;
      return [{ kind: "post_against_mode" as const, what }];
    });
}

/** A message by someone who was muted in the group then. */
function whileMuted({ messages, events, mutes }: Ending): Anomaly[] {
  if (mutes.length === 0) return [];
  const sender = new Map(
    messages.filter(({ isApproved }) => !isApproved).map(({ id, senderId }) => [id, senderId]),
  );
  return events.flatMap(({ conversationId, seq, messageId, at }) => {
    const senderId = messageId === null ? undefined : sender.get(messageId);
    const mute = mutes.find(
      (one) =>
        one.userId === senderId &&
        one.conversationId === conversationId &&
        one.from < at &&
        at < one.until - slackMs,
    );
    if (!mute) return [];
    const what = `${senderId} posted ${place(conversationId, seq)} while muted`;
    return [{ kind: "post_while_muted" as const, what }];
  });
}

function answers({ userId, notes }: ClientLog, { messageIds, sent }: Stored): Anomaly[] {
  const anomalies: Anomaly[] = [];
  const acked = new Map<string, string>();
  for (const note of notes) {
    if (note.kind !== "acked") continue;
    if (!messageIds.has(note.id))
      anomalies.push({ kind: "lost_ack", what: `${note.clientId} was acked, and is not stored` });
    const earlier = acked.get(note.clientId);
    if (earlier !== undefined && earlier !== note.id) {
      anomalies.push({
        kind: "duplicate",
        what: `${note.clientId} was acked as ${earlier} and ${note.id}`,
      });
    }
    acked.set(note.clientId, note.id);
  }
  for (const note of notes) {
    if (note.kind !== "refused" || note.retry || acked.has(note.clientId)) continue;
    if (sent.has(own(userId, note.clientId))) {
      anomalies.push({
        kind: "visible_though_refused",
        what: `${note.clientId} was refused, and is stored`,
      });
    }
  }
  return anomalies;
}

function deliveries(log: ClientLog, stored: Stored): Anomaly[] {
  const anomalies: Anomaly[] = [];
  const report = (kind: AnomalyKind, what: string) =>
    anomalies.push({ kind, what: `${log.userId}: ${what}` });
  const positions = new Map<string, number>();
  let stayed = true;
  for (const note of log.notes) {
    if (note.kind === "closed") {
      stayed = false;
      positions.clear();
    } else if (note.kind === "opened") {
      stayed = true;
      positions.set(note.conversationId, note.seq);
    } else if (note.kind === "delivered") {
      const before = positions.get(note.conversationId) ?? note.seq - 1;
      if (note.seq === before)
        report("duplicate", `${place(note.conversationId, note.seq)} came twice`);
      else if (note.seq < before)
        report("reorder", `${place(note.conversationId, note.seq)} came after ${before}`);
      else if (note.seq > before + 1)
        report("gap", `${place(note.conversationId, note.seq)} came after ${before}`);
      positions.set(note.conversationId, Math.max(before, note.seq));
      judgeDelivery(log, note, { stored, report });
    }
  }
  if (stayed) missing(log, positions, { stored, report });
  return anomalies;
}

type Report = (kind: AnomalyKind, what: string) => void;
type Delivered = Extract<Note, { kind: "delivered" }>;
interface Judging {
  stored: Stored;
  report: Report;
}

function judgeDelivery(
  { userId }: ClientLog,
  { conversationId, seq, id, at }: Delivered,
  { stored, report }: Judging,
): void {
  const writtenAt = stored.writtenAt.get(place(conversationId, seq));
  if (writtenAt === undefined) {
    return report("phantom", `${place(conversationId, seq)} is not in the log`);
  }
  if (id !== undefined && !stored.messageIds.has(id)) {
    report("phantom", `message ${id} is not stored`);
  }
  if (at - writtenAt > stored.lateMs)
    report("late", `${place(conversationId, seq)} took ${at - writtenAt} ms`);
  const removal = removalBefore(stored.moves.get(own(userId, conversationId)), { seq, at });
  if (removal) {
    report(
      "leak_after_removal",
      `${place(conversationId, seq)} came after the removal at ${removal.seq}`,
    );
  }
}

/**
 * The removal that an event came after, unless the user was a member again by then and may see
 * everything.
 */
function removalBefore(
  moves: Move[] = [],
  { seq, at }: { seq: number; at: number },
): Move | undefined {
  const removal = moves.findLast((move) => !move.into && move.seq <= seq);
  const isBack = moves.some((move) => move.into && move.seq > (removal?.seq ?? 0) && move.at <= at);
  return isBack ? undefined : removal;
}

/**
 * A client that stayed to the end has seen everything up to the end, or up to its user's removal.
 */
function missing(
  { userId }: ClientLog,
  positions: Map<string, number>,
  { stored, report }: Judging,
): void {
  for (const [conversationId, position] of positions) {
    const head = stored.heads.get(conversationId) ?? 0;
    const move = stored.moves.get(own(userId, conversationId))?.at(-1);
    const last = move && !move.into ? move.seq - 1 : head;
    if (position < last)
      report("late", `${conversationId} stands at ${position}, the log at ${last}`);
  }
}

/** One place in a conversation has the same message for every reader. */
function divergence(logs: ClientLog[], { events }: Ending): Anomaly[] {
  const known = new Map<string, string>();
  for (const { conversationId, seq, messageId } of events) {
    if (messageId !== null) known.set(place(conversationId, seq), messageId);
  }
  return logs.flatMap(({ userId, notes }) =>
    notes.flatMap((note) => {
      if (note.kind !== "delivered" || note.id === undefined) return [];
      const where = place(note.conversationId, note.seq);
      const other = known.get(where);
      known.set(where, other ?? note.id);
      if (other === undefined || other === note.id) return [];
      return [
        {
          kind: "divergent" as const,
          what: `${userId} saw ${note.id} at ${where}, others ${other}`,
        },
      ];
    }),
  );
}
