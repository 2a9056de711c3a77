/** Posts messages with the product's own statements, on bare SQLite. */
import type { Database as Connection } from "bun:sqlite";
import { systemRandom, uuidv7 } from "#kit/ids.ts";
import { takeSeq } from "#storage/conversations.ts";
import { insertEvent } from "#storage/events.ts";
import { markOwnPosts } from "#storage/members.ts";
import { dayOf, insertMessageDays } from "#storage/message_days.ts";
import { insertMessage } from "#storage/messages.ts";
import { sessionActor } from "#storage/sessions.ts";
import { sqlOf } from "./sql_of.ts";

export interface RawPost {
  userId: string;
  conversationId: string;
  content: string;
  clientId: string;
}

export interface RawPosts {
  /** In one transaction, with a savepoint each; the messages' ids and seqs. */
  commit(posts: RawPost[]): { messageId: string; seq: number }[];
  close(): void;
}

export function rawPosts(connection: Connection): RawPosts {
  connection.run("pragma cache_size = -8000");
  connection.run("pragma temp_store = memory");
  const begin = connection.prepare("begin immediate");
  const commit = connection.prepare("commit");
  const savepoint = connection.prepare("savepoint work");
  const release = connection.prepare("release work");
  const statement = (call: Parameters<typeof sqlOf>[0]) => connection.prepare(sqlOf(call));
  const text = "";
  const session = statement((tx) => sessionActor(tx, { id: text, userId: text, now: text }));
  const seqOf = statement((tx) =>
    takeSeq(tx, { userId: text, now: text }, { id: text, right: "post", messageId: text }),
  );
  const message = statement((tx) => insertMessage(tx, anyMessage));
  const own = { conversationId: text, userId: text, seq: 0, number: 0, at: text, count: 1 };
  const mark = statement((tx) => markOwnPosts(tx, own));
  const event = statement((tx) => insertEvent(tx, anyEvent));
  const day = { conversationId: text, day: text, before: 0 };
  const begunDay = statement((tx) => insertMessageDays(tx, [day]));

  const insert = ({ userId, conversationId, content, clientId }: RawPost) => {
    const nowMs = Date.now();
    const now = new Date(nowMs).toISOString();
    const messageId = uuidv7(nowMs, systemRandom);
    const sessionId = userId.replace("person", "session");
    if (!session.get(sessionId, userId, now, now)) throw new Error(`${userId} has no session`);
    const place = seqOf.get(
      messageId,
      messageId,
      conversationId,
      conversationId,
      userId,
      now,
      "post",
      conversationId,
    ) as { lastSeq: number; messageCount: number; lastDay: string | null } | null;
    if (!place) throw new Error(`${userId} may not post in ${conversationId}`);
    const { lastSeq: seq, messageCount: number, lastDay } = place;
    const sent = [messageId, conversationId, userId, content, now, now, seq, number, clientId];
    // The last two look for a message that was held.
    message.run(...sent, clientId, userId);
    const today = dayOf(now);
    if ((lastDay ?? "") < today) begunDay.run(conversationId, today, number - 1);
    mark.run(seq, number, 1, now, conversationId, userId);
    event.get(conversationId, seq, null, "ChatMessage", messageId, null, now);
    return { messageId, seq };
  };

  return {
    commit(posts) {
      begin.run();
      const stored = posts.map((post) => {
        savepoint.run();
        const one = insert(post);
        release.run();
        return one;
      });
      commit.run();
      return stored;
    },
    close: () => connection.close(),
  };
}

const anyMessage = {
  id: "",
  conversationId: "",
  senderId: "",
  content: "",
  sentFromClient: "",
  sentFromServer: "",
  seq: 0,
  number: 0,
  clientId: "",
};
const anyEvent = {
  conversationId: "",
  seq: 0,
  userId: null,
  kind: "",
  messageId: "",
  data: null,
  at: "",
};
