/**
 * One transaction of the server, in which those of a turn run one after another, each undone by
 * itself when it fails.
 */
import type { ReservedSQL } from "bun";
import { assert } from "#kit/assert.ts";
import { type Queries, StorageError } from "../database.ts";
import { type Nesting, ownQueries } from "../own_queries.ts";
import type { PostOrder } from "../post_order.ts";
import { isAway, isLost } from "./errors.ts";
import { insertPosts } from "./posts.ts";
import { queriesOn } from "./statements.ts";

export interface Waiting {
  work: (tx: Queries) => Promise<unknown>;
  asPost?: () => PostOrder<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/** Resolves or rejects a transaction, after the commit. */
type Answer = () => void;

export class Batch {
  /** Whether nothing has been written since the savepoint, which began with the transaction. */
  #isClean = true;

  /** @param session in a transaction that has begun */
  constructor(
    private readonly session: ReservedSQL,
    private readonly nesting: Nesting,
  ) {}

  /**
   * Runs transactions in their order. Neighbours that are posts are one statement; those it leaves
   * out, or all if it fails, run after it by themselves, which tells why.
   * @throws when the session has ended or the whole batch must run again
   */
  async run(taken: readonly Waiting[]): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (let index = 0; index < taken.length;) {
      const posts = neighbours(taken, index);
      answers.push(
        ...(posts.length > 0 ? await this.#post(posts) : [await this.#work(taken[index]!)]),
      );
      index += Math.max(posts.length, 1);
    }
    return answers;
  }

  async commit(): Promise<void> {
    const { command } = await this.session.unsafe("commit");
    assert(command === "COMMIT", `the server answered a commit with ${command}`);
  }

  async #post(posts: readonly Waiting[]): Promise<Answer[]> {
    await this.#separate();
    const orders = posts.map(({ asPost }) => asPost!());
    const placed = await insertPosts(
      this.session,
      orders.map(({ post }) => post),
    ).catch(async (error: unknown) => {
      await this.#undo(error);
      return [];
    });
    const answers: Answer[] = [];
    const others: Waiting[] = [];
    for (const [index, waiting] of posts.entries()) {
      const place = placed[index];
      if (!place) {
        others.push(waiting);
        continue;
      }
      const value = orders[index]!.result(place);
      answers.push(() => waiting.resolve(value));
    }
    for (const waiting of others) answers.push(await this.#work(waiting));
    return answers;
  }

  async #work({ work, resolve, reject }: Waiting): Promise<Answer> {
    await this.#separate();
    const own = ownQueries(queriesOn(this.session), "transaction");
    try {
      const value = await this.nesting.run(own, work);
      return () => resolve(value);
    } catch (error) {
      own.open = false;
      await this.#undo(error instanceof StorageError ? error.cause : error);
      return () => reject(error);
    } finally {
      own.open = false;
    }
  }

  /** Keeps what was written up to now, whatever comes next. */
  async #separate(): Promise<void> {
    if (!this.#isClean) await this.session.unsafe("release work; savepoint work");
    this.#isClean = false;
  }

  /** A session that has ended, or a lost transaction, undoes the whole batch. */
  async #undo(error: unknown): Promise<void> {
    if (isAway(error) || isLost(error)) throw error;
    await this.session.unsafe("rollback to work");
    this.#isClean = true;
  }
}

/** The posts that follow one another from an index on. */
function neighbours(taken: readonly Waiting[], from: number): readonly Waiting[] {
  let end = from;
  while (taken[end]?.asPost) end += 1;
  return taken.slice(from, end);
}
