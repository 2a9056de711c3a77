/**
 * The bus of the servers that share a PostgreSQL database, on its LISTEN and NOTIFY. Notifications
 * are transactions of their own: inside a writing one they would hold a lock of the whole cluster
 * until the commit is on the disk.
 */
import { hostname } from "node:os";
import { SQL } from "bun";
import { type Clock, sleep } from "#kit/clock.ts";
import { secretToken } from "#kit/ids.ts";
import type { Bus } from "./bus.ts";
import { encodeLine } from "./lines.ts";
import { addListener, type Listeners, dispatch } from "./local.ts";
import { Assembler, type Batch, payloadsOf } from "./notifications.ts";
import type { BusState } from "./state.ts";

const channel = "team_chat";
/** Lines beyond this are dropped while the server does not take them. */
const waitingCharsMax = 1024 * 1024;
/**
 * Bun's connection that listens may be deaf for half a minute after the server was away, and says
 * nothing. So each process notifies itself, and connects anew when it does not hear that.
 */
const signMs = { every: 5_000, afterFailure: 1_000, answer: 2_000 };

export function connectPostgresBus(
  url: URL,
  { clock, state }: { clock: Clock; state: BusState },
): Bus {
  const listeners: Listeners = new Map();
  const assembler = new Assembler();
  const sender = secretToken().slice(0, 16);
  let batches = 0;
  let received = 0;
  let link = connect();
  let cancel = () => {};
  let isClosed = false;

  function connect(): Link {
    return new Link(url, {
      clock,
      nextBatch: () => ({ sender, number: (batches += 1) }),
      receive(payload) {
        const batch = assembler.receive(payload);
        if (batch?.sender === sender) received = batch.number;
        else for (const line of batch?.lines ?? []) dispatch(listeners, line);
      },
    });
  }
  const check = (delayMs: number) => {
    if (isClosed) return;
    cancel = clock.after(delayMs, () => {
      link.sign();
      const before = received;
      cancel = clock.after(signMs.answer, () => {
        const isHearing = received > before;
        if (isHearing) state.back();
        else {
          state.lost("the database did not notify this process of its own sign");
          link.close();
          link = connect();
        }
        check(isHearing ? signMs.every : signMs.afterFailure);
      });
    });
  };
  check(signMs.every);

  return {
    publish: (topic, text) => link.send(encodeLine({ topic, text })),
    subscribe: (topic, listener) => addListener(listeners, topic, listener),
    close() {
      isClosed = true;
      cancel();
      link.close();
    },
  };
}

interface LinkPorts {
  clock: Clock;
  nextBatch(): Batch;
  receive(payload: string): void;
}

/** After the server took nothing. */
const pauseMs = 1_000;

/** A connection that sends and one that listens. They are replaced together. */
class Link {
  readonly #sql: SQL;
  #waiting = "";
  #isSending = false;
  #isClosed = false;

  constructor(
    url: URL,
    private readonly ports: LinkPorts,
  ) {
    const connection = {
      application_name: `Team Chat bus ${hostname().slice(0, 36)} ${process.pid}`,
    };
    this.#sql = new SQL({ url, max: 1, connectionTimeout: 5, connection });
    // The check notices when this fails.
    const receive = (payload: string) => {
      if (!this.#isClosed) ports.receive(payload);
    };
    void this.#sql.listen(channel, receive).catch(() => {});
  }

  /** Lines that come while others are on their way become one batch. */
  send(line: string): void {
    if (this.#waiting.length + line.length > waitingCharsMax) return;
    this.#waiting += line;
    this.#begin();
  }

  /** Sends a batch, though no line waits. */
  sign(): void {
    this.send("");
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting = "";
    void this.#sql.close({ timeout: 0 }).catch(() => {});
  }

  #begin(): void {
    if (this.#isSending || this.#isClosed) return;
    this.#isSending = true;
    queueMicrotask(() => void this.#send());
  }

  async #send(): Promise<void> {
    const lines = this.#waiting;
    this.#waiting = "";
    const payloads = payloadsOf(this.ports.nextBatch(), lines);
    const sent = payloads.map((payload) => this.#sql.notify(channel, payload));
    const outcomes = await Promise.allSettled(sent);
    // What the server did not take is lost. It is asked again only after a while.
    if (outcomes.some(({ status }) => status === "rejected"))
      await sleep(this.ports.clock, pauseMs);
    this.#isSending = false;
    if (this.#waiting !== "") this.#begin();
  }
}
