import { limits } from "#wire/limits.ts";
import { isBlank } from "#wire/text.ts";
import { presentMessageIds } from "#storage/adopted.ts";
import { conversationById } from "#storage/conversations.ts";
import type { LooseRow } from "#storage/original.ts";
import { type AdoptionWithPeople, adoptInOne, type People } from "./adoption.ts";
import type { AdoptedGroup } from "./groups.ts";
import { ghost } from "./people.ts";
import { asId, asText, asTime, derivedId, storedId } from "./values.ts";
import { appendPosts, type BulkPost } from "#core/log/bulk_posts.ts";
import type { Writing } from "#core/log/write.ts";

const chunkSize = 1_000;

/**
 * Imports a group's messages that are not here yet, by time, after those that are.
 * @returns how many the source has, and whether the group had none here before
 */
export async function adoptMessages(
  adoption: AdoptionWithPeople,
  group: AdoptedGroup,
  progress: (done: number) => void,
): Promise<{ rows: number; startedEmpty: boolean }> {
  const { services, original, report, people } = adoption;
  const rows = original.messagesOf(group.sourceId);
  const byId = new Map<string, Draft>();
  for (const row of rows) {
    const draft = draftOf(adoption, group, row);
    if (draft && byId.has(draft.id)) {
      report.count("messages", "skipped");
      report.note("Messages that the source has twice were imported once.", draft.id);
    } else if (draft) byId.set(draft.id, draft);
  }
  // Our times end with milliseconds; within one, the original sorted by the text of its times.
  const drafts = [...byId.values()].toSorted(
    (one, other) =>
      compare(one.sentFromServer, other.sentFromServer) || compare(one.timeText, other.timeText),
  );
  const place = await conversationById(services.db, group.id);
  for (let start = 0; start < drafts.length; start += chunkSize) {
    const chunk = drafts.slice(start, start + chunkSize);
    for (const [sourceId, id] of await adoptChunk(adoption, group, chunk)) people.set(sourceId, id);
    progress(start + chunk.length);
  }
  return { rows: rows.length, startedEmpty: (place?.messageCount ?? 0) === 0 };
}

/** @returns the accounts of all senders, including those created for it */
function adoptChunk(
  adoption: AdoptionWithPeople,
  group: AdoptedGroup,
  chunk: Draft[],
): Promise<People> {
  return adoptInOne(adoption, async (step, writing) => {
    const own = { ...step, people: new Map(step.people) };
    const present = await presentMessageIds(
      writing.tx,
      chunk.map(({ id }) => id),
    );
    const missing = chunk.filter(({ id }) => !present.has(id));
    const posts: BulkPost[] = [];
    for (const { timeText: _sorted, ...draft } of missing) {
      const senderId = await senderOf(own, writing, draft.senderId);
      posts.push(...parts(own, { ...draft, senderId }));
    }
    if (posts.length > 0) await appendPosts(writing, group.id, posts);
    own.report.count("messages", "adopted", missing.length);
    own.report.count("messages", "present", chunk.length - missing.length);
    return own.people;
  });
}

/** A message that still has the source's sender id. */
interface Draft extends BulkPost {
  /** The time as in the source. */
  timeText: string;
}

function draftOf(
  { report }: AdoptionWithPeople,
  group: AdoptedGroup,
  row: LooseRow,
): Draft | undefined {
  const content = asText(row["content"]) ?? "";
  const sourceId = asId(row["id"]);
  const id = sourceId === undefined ? idOfRow(row) : storedId(sourceId);
  if (isBlank(content)) {
    report.count("messages", "skipped");
    report.note("Messages without text were left out.", id);
    return undefined;
  }
  const server = asTime(row["sent_from_server"]);
  const client = asTime(row["sent_from_client"]);
  if (!server && !client) report.note("Messages without a time got that of their group.", id);
  const sentFromServer = server ?? client ?? group.madeAt;
  const senderId = asId(row["sender_id"]) ?? "adopted-unknown-sender";
  const timeText = asText(row[server ? "sent_from_server" : "sent_from_client"]) ?? "";
  const sentFromClient = client ?? sentFromServer;
  return { id, senderId, content, sentFromServer, sentFromClient, timeText };
}

/** The same row gets the same id in every run. */
function idOfRow(row: LooseRow): string {
  return derivedId(
    JSON.stringify([
      asId(row["conversation_id"]),
      asId(row["sender_id"]),
      asText(row["content"]),
      asText(row["sent_from_server"]),
    ]),
  );
}

async function senderOf(
  { people, report }: AdoptionWithPeople,
  writing: Writing,
  sourceId: string,
): Promise<string> {
  const known = people.get(sourceId);
  if (known !== undefined) return known;
  report.note("Messages of senders without an account are shown as a deleted user's.", sourceId);
  const id = await ghost(writing, sourceId);
  people.set(sourceId, id);
  return id;
}

/** Splits a text that is longer than a message may be into several, between characters. */
function parts({ report }: AdoptionWithPeople, post: BulkPost): BulkPost[] {
  if (post.content.length <= limits.contentChars) return [post];
  report.note(
    `Messages of more than ${limits.contentChars} characters were cut into several.`,
    post.id,
  );
  const texts: string[] = [];
  for (let rest = post.content; rest !== "";) {
    // Does not split a character of two UTF-16 units.
    const splits = /[\ud800-\udbff]$/.test(rest.slice(0, limits.contentChars));
    const end = limits.contentChars - (splits ? 1 : 0);
    texts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return texts
    .filter((content) => !isBlank(content))
    .map((content, index) => ({
      ...post,
      content,
      id: index === 0 ? post.id : `${post.id}-part${index + 1}`,
    }));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
