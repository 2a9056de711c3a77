import { limits } from "#wire/limits.ts";
import { isBlank } from "#wire/text.ts";
import { presentMessageIds } from "#storage/adopted.ts";
import { conversationById } from "#storage/conversations.ts";
import type { LooseRow } from "#storage/original.ts";
import { type AdoptionWithPeople, adoptInOne, type People } from "./adoption.ts";
import type { AdoptedGroup } from "./groups.ts";
import { ghost } from "./people.ts";
import { asId, asText, asTime, derivedId, storedId } from "./values.ts";
import { appendPosts, type BulkPost, inSteps } from "#core/log/bulk_posts.ts";

const chunkSize = 500;

/** Each takes several statements. */
const accountsAtOnce = 20;

/**
 * Imports a group's messages that are not here yet, by time, after those that are.
 * @returns how many the source has, and whether the group had none here before
 */
export async function adoptMessages(
  adoption: AdoptionWithPeople,
  group: AdoptedGroup,
  progress: (done: number) => void,
): Promise<{ rows: number; startedEmpty: boolean }> {
  const { services, original, report } = adoption;
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
  let done = 0;
  for (const chunk of inSteps(drafts, chunkSize)) {
    await adoptSenders(adoption, chunk);
    await adoptChunk(adoption, group, chunk);
    done += chunk.length;
    progress(done);
  }
  return { rows: rows.length, startedEmpty: (place?.messageCount ?? 0) === 0 };
}

/** Gives every sender of new messages an account, and adds it to `people`. */
async function adoptSenders(adoption: AdoptionWithPeople, chunk: Draft[]): Promise<void> {
  const { services, people } = adoption;
  const unknown = chunk.filter(({ senderId }) => !people.has(senderId));
  if (unknown.length === 0) return;
  const ids = unknown.map(({ id }) => id);
  const present = await presentMessageIds(services.db, ids);
  const missing = unknown.filter(({ id }) => !present.has(id));
  const senders = [...new Set(missing.map(({ senderId }) => senderId))];
  for (const some of inSteps(senders, accountsAtOnce)) {
    const made = await adoptInOne(adoption, async ({ report }, writing) => {
      const own: People = new Map();
      for (const sourceId of some) {
        report.note(
          "Messages of senders without an account are shown as a deleted user's.",
          sourceId,
        );
        own.set(sourceId, await ghost(writing, sourceId));
      }
      return own;
    });
    for (const [sourceId, id] of made) people.set(sourceId, id);
  }
}

function adoptChunk(
  adoption: AdoptionWithPeople,
  group: AdoptedGroup,
  chunk: Draft[],
): Promise<void> {
  return adoptInOne(adoption, async (step, writing) => {
    const present = await presentMessageIds(
      writing.tx,
      chunk.map(({ id }) => id),
    );
    const missing = chunk.filter(({ id }) => !present.has(id));
    const posts = missing.flatMap(({ timeText: _sorted, ...draft }) =>
      parts(step, { ...draft, senderId: step.people.get(draft.senderId)! }),
    );
    if (posts.length > 0) await appendPosts(writing, group.id, posts);
    step.report.count("messages", "adopted", missing.length);
    step.report.count("messages", "present", chunk.length - missing.length);
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
