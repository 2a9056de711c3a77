/**
 * A client of the REST API that repeats unanswered requests, and records the answers for the
 * checker.
 */
import { sleep, systemClock } from "#kit/clock.ts";
import type { TestPerson } from "#tests/support/people.ts";
import type { Reachable } from "#tests/support/servers.ts";
import type { ClientLog } from "./checker.ts";
import type { Tally } from "./tally.ts";

const repeatMs = 50;
const patienceMs = 120_000;

export class RestClient {
  readonly log: ClientLog;
  #ids = 0;

  constructor(
    private readonly server: Pick<Reachable, "webUrl" | "certificate">,
    private readonly person: TestPerson,
    private readonly tally: Tally,
  ) {
    this.log = { userId: person.id, notes: [] };
  }

  /** Whether the newest page of history can be read. */
  async canRead(conversationId: string): Promise<boolean> {
    const response = await this.#ask(conversationId, { headers: this.#headers() });
    await response.text();
    return response.ok;
  }

  /** Posts until it is answered, always as the same message. @throws after two minutes */
  async post(conversationId: string, content: string): Promise<void> {
    const clientId = `${this.person.id}-${(this.#ids += 1)}`;
    this.log.notes.push({ kind: "sent", conversationId, clientId, at: Date.now() });
    const giveUpAt = Date.now() + patienceMs;
    while (Date.now() < giveUpAt) {
      const waitMs = await this.#attempt({ conversationId, content, clientId });
      if (waitMs === undefined) return;
      // A server that is gone cannot say when it is back, so try again.
      await sleep(systemClock, waitMs);
    }
    throw new Error(`${clientId} was not answered within ${patienceMs} ms`);
  }

  /** @returns the milliseconds before the next attempt, or undefined when it is stored */
  async #attempt(message: {
    conversationId: string;
    content: string;
    clientId: string;
  }): Promise<number | undefined> {
    const { conversationId, content, clientId } = message;
    let response: Response;
    let answer: { message?: { id: string; seq: number } };
    try {
      response = await this.#ask(conversationId, {
        method: "POST",
        headers: { ...this.#headers(), "Content-Type": "application/json" },
        body: JSON.stringify({ content, client_id: clientId }),
      });
      answer = (await response.json()) as typeof answer;
    } catch {
      return repeatMs;
    }
    const at = Date.now();
    if (response.ok && answer.message) {
      const { id, seq } = answer.message;
      this.tally.noteStored();
      this.log.notes.push({ kind: "acked", conversationId, clientId, id, seq, at });
      return undefined;
    }
    this.log.notes.push({ kind: "refused", conversationId, clientId, at });
    const later = Number(response.headers.get("Retry-After") ?? Number.NaN);
    if (response.status === 429 || response.status >= 500) return later * 1_000 || repeatMs;
    throw new Error(`${response.status}: ${JSON.stringify(answer)}`);
  }

  #ask(conversationId: string, init: RequestInit): Promise<Response> {
    const { webUrl, certificate } = this.server;
    const tls = certificate === undefined ? undefined : { ca: certificate };
    const address = `${webUrl}/api/conversation/${conversationId}/messages`;
    return fetch(address, { ...init, tls } as RequestInit);
  }

  #headers() {
    return { Authorization: `Bearer ${this.person.token}` };
  }
}
