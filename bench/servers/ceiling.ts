/**
 * The ceiling of posting: the statements of a posted message on the same SQLite settings, committed
 * in the same batches, behind a bare socket loop. Nothing is checked, logged or delivered.
 */
import { connect } from "#storage/sqlite/connection.ts";
import { populatedFile } from "../support/population.ts";
import { rawPosts } from "../support/raw_posts.ts";

interface Client {
  /** The sender and the group, once it has said who it is. */
  userId: string;
}

interface Waiting {
  post: { userId: string; conversationId: string; content: string; clientId: string };
  answer: (frame: string) => void;
}

const batchSizeMax = 256;
const { file, peopleFile, dispose } = await populatedFile({
  people: Number(process.env["BENCH_PEOPLE"] ?? 1_000),
  groupSize: 1,
});
const posts = rawPosts(connect({ file }));
const queue: Waiting[] = [];

function schedule(waiting: Waiting): void {
  queue.push(waiting);
  if (queue.length === 1) setImmediate(drain);
}

function drain(): void {
  while (queue.length > 0) {
    const batch = queue.splice(0, batchSizeMax);
    const stored = posts.commit(batch.map(({ post }) => post));
    for (const [index, { answer, post }] of batch.entries()) {
      const message = { ...post, ...stored[index]! };
      const meta = {
        conversationId: post.conversationId,
        ...stored[index]!,
        clientId: post.clientId,
      };
      answer(JSON.stringify({ messageType: "Ack", payload: { message }, meta }));
    }
  }
}

const server = Bun.serve<Client>({
  hostname: "127.0.0.1",
  port: 0,
  fetch: (request, self) =>
    self.upgrade(request, { data: { userId: "" } })
      ? undefined
      : new Response(null, { status: 426 }),
  websocket: {
    perMessageDeflate: false,
    message(socket, text) {
      const frame = JSON.parse(String(text)) as {
        messageType: string;
        senderId: string;
        payload: { content: string };
        meta: { conversationId: string; messageId: string };
      };
      if (frame.messageType === "IdMessage") {
        socket.data.userId = frame.senderId;
        socket.send(`{"messageType":"Welcome"}`);
        return;
      }
      const { conversationId, messageId: clientId } = frame.meta;
      const post = {
        userId: socket.data.userId,
        conversationId,
        clientId,
        content: frame.payload.content,
      };
      schedule({ post, answer: (answer) => void socket.send(answer) });
    },
  },
});
console.log(JSON.stringify({ port: server.port, peopleFile }));
process.once("SIGTERM", () => {
  posts.close();
  dispose();
  process.exit(0);
});
