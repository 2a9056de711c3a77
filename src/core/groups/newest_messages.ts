/**
 * The newest message of each group as lists show it, kept while nothing happens in the group: all
 * members are shown the same. Nobody's rights depend on it; the read that gives the entries asks
 * for them.
 *
 * An entry of the log takes the group's next seq, whether it is a post, an edit, a removal or the
 * new name of a member. So what was read at a seq is true as long as the group is at that seq. The
 * name of a writer who has left can change without one, and is read each time.
 */
import type { Queries } from "#storage/database.ts";
import {
  type EntryWithNewest,
  type ListEntry,
  newestOfMember,
  newestOfSome,
} from "#storage/lists.ts";
import { excerpt } from "#wire/excerpt.ts";
import type { ConversationView } from "#wire/views.ts";

type Newest = NonNullable<ConversationView["lastMessage"]>;

interface Kept {
  lastSeq: number;
  newest: Newest | undefined;
}

/** Of a group whose newest message is not shown. */
const nothing: Kept = { lastSeq: 0, newest: undefined };

/** Groups; each takes about half a kilobyte. The ones read longest ago go first. */
const keptMax = 5_000;

/** For more groups than that, all of a person's list is read at once. */
const someMax = 50;

export class NewestMessages {
  readonly #kept = new Map<string, Kept>();
  /** The groups being read now, by their reads: people who return together wait for one. */
  readonly #reading = new Map<string, Promise<unknown>>();

  /**
   * The entries as views, in no order. A second read finds the newest messages that are not known;
   * a membership that has ended since the first read is left out.
   */
  async views(
    db: Queries,
    userId: string,
    entries: readonly ListEntry[],
  ): Promise<ConversationView[]> {
    const views: ConversationView[] = [];
    const unknown = this.#viewKnown(entries, views);
    if (unknown.length === 0) return views;
    const readByOthers = new Set(unknown.flatMap(({ id }) => this.#reading.get(id) ?? []));
    let rest = unknown;
    if (readByOthers.size > 0) {
      await Promise.allSettled(readByOthers);
      rest = this.#viewKnown(unknown, views);
    }
    if (rest.length > 0) views.push(...(await this.#read(db, userId, rest)));
    return views;
  }

  /** Appends the views of entries whose newest message is known. @returns the others */
  #viewKnown(entries: readonly ListEntry[], views: ConversationView[]): ListEntry[] {
    const unknown: ListEntry[] = [];
    for (const entry of entries) {
      const kept = showsNewest(entry) ? this.#kept.get(entry.id) : nothing;
      if (kept === nothing || kept?.lastSeq === entry.lastSeq)
        views.push(viewOfEntry(entry, kept.newest));
      else unknown.push(entry);
    }
    return unknown;
  }

  async #read(
    db: Queries,
    userId: string,
    entries: readonly ListEntry[],
  ): Promise<ConversationView[]> {
    const ids = new Set(entries.map(({ id }) => id));
    const reading =
      ids.size > someMax ? newestOfMember(db, userId) : newestOfSome(db, userId, [...ids]);
    for (const id of ids) this.#reading.set(id, reading);
    try {
      return (await reading).flatMap((row) => {
        if (!ids.has(row.id)) return [];
        const view = viewWithNewest(row);
        if (row.writerIsMember === 1) this.#keep(row, view.lastMessage);
        return [view];
      });
    } finally {
      for (const id of ids) if (this.#reading.get(id) === reading) this.#reading.delete(id);
    }
  }

  #keep({ id, lastSeq }: ListEntry, newest: Newest | undefined): void {
    this.#kept.delete(id);
    this.#kept.set(id, { lastSeq, newest });
    if (this.#kept.size <= keptMax) return;
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined) this.#kept.delete(oldest);
  }
}

/**
 * Reading other people's messages is recorded for staff, so a list must not show them in passing.
 */
function showsNewest({ memberRole, messageCount }: ListEntry): boolean {
  return memberRole !== null && messageCount > 0;
}

/** A row as an entry of the list beside the chat. */
export function viewWithNewest(row: EntryWithNewest): ConversationView {
  return viewOfEntry(row, showsNewest(row) ? newestOf(row) : undefined);
}

function viewOfEntry(entry: ListEntry, lastMessage: Newest | undefined): ConversationView {
  const view = viewOfMembership(entry, lastMessage);
  const { courseId, courseName, coursePosition, courseColour, byOffice, archived } = entry;
  const { roundOf, round } = entry;
  if (courseName !== "") {
    view.course = { id: courseId, name: courseName, position: coursePosition };
    if (courseColour !== null) view.course.colour = courseColour;
  }
  if (archived === 1) {
    view.archived = true;
    view.unread = 0;
  }
  if (roundOf !== null) view.chapter = { set: roundOf, round: round ?? 1 };
  if (byOffice === 1) view.byOffice = true;
  return view;
}

function viewOfMembership(entry: ListEntry, lastMessage: Newest | undefined): ConversationView {
  const { id, name, position, lastSeq: seq, memberRole, readNumber } = entry;
  if (!memberRole) return { id, name, position, seq, unread: 0 };
  const unread = readNumber === null ? 0 : Math.max(0, entry.messageCount - readNumber);
  if (!lastMessage) return { id, name, position, seq, unread, memberRole };
  return { id, name, position, seq, unread, memberRole, lastMessage };
}

function newestOf(row: EntryWithNewest): Newest | undefined {
  const { lastSenderName, lastContent, lastSentAt, lastMessageSeq } = row;
  if (!lastSentAt || lastMessageSeq === null) return undefined;
  return {
    senderName: lastSenderName ?? "",
    content: excerpt(lastContent ?? ""),
    sentAt: lastSentAt,
    seq: lastMessageSeq,
  };
}
