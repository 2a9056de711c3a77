/**
 * People who talk over real sockets and by REST while something happens to the servers; in the end
 * the checker compares what everyone received, what everyone saw, and what is stored.
 */
import { createGroups } from "#core/groups/groups.ts";
import { currentEpoch } from "#core/log/read.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import type { Reachable } from "#tests/support/servers.ts";
import type { Services } from "#core/context.ts";
import { type Anomaly, check, type ClientLog, type Ending } from "./checker.ts";
import { endingOf } from "./ending.ts";
import { RealClient } from "./real_client.ts";
import { RestClient } from "./rest_client.ts";
import { Tally } from "./tally.ts";

export interface CrowdSize {
  /** Writers over sockets, divided among the groups; each follows their own group. */
  writers: number;
  /** Writers over the REST API. */
  restWriters: number;
  /** Clients that only read. */
  observers: number;
  groups: number;
  /** The length of a message, at least; short by default. */
  contentChars?: number;
}

export interface Judging {
  /** The logs of clients that are not the crowd's; the tally has counted their messages. */
  others?: ClientLog[];
  /** Reads the final contents of the database. */
  readEnding?: (services: Services) => Promise<Ending>;
}

export interface Verdict {
  acked: number;
  stored: number;
  /** How often a client was told to fetch a page. */
  reloads: number;
  anomalies: Anomaly[];
}

/** How many groups an observer follows. */
const followed = 2;

export class Crowd {
  readonly groups: string[] = [];
  readonly writers: RealClient[] = [];
  readonly observers: RealClient[] = [];
  readonly rest: RestClient[] = [];
  readonly tally = new Tally();
  #said = 0;

  private constructor(
    private readonly services: Services,
    /** Owns the groups. */
    readonly staff: TestPerson,
    private readonly contentChars: number,
  ) {}

  /** Creates people, groups and connections; resolves when all are live. */
  static async gather(services: Services, servers: Reachable, size: CrowdSize): Promise<Crowd> {
    const staff = await makePerson(services, { role: "admin" });
    const crowd = new Crowd(services, staff, size.contentChars ?? 0);
    const secure = servers.certificate !== undefined;
    const people = (count: number) =>
      Promise.all(Array.from({ length: count }, () => makePerson(services, { secure })));
    const writers = await people(size.writers);
    const observers = await people(size.observers);
    const rest = await people(size.restWriters);
    const isIn = (group: number) => (_person: TestPerson, index: number) =>
      index % size.groups === group;
    const watches = (group: number) => (_person: TestPerson, index: number) =>
      watchedBy(index, size.groups).includes(group);
    const made = await createGroups(
      staff.context,
      Array.from({ length: size.groups }, (_, group) => ({
        name: `Group ${group}`,
        description: "",
        members: [
          ...writers.filter(isIn(group)),
          ...rest.filter(isIn(group)),
          ...observers.filter(watches(group)),
        ].map(({ id: userId }) => ({ userId })),
      })),
    );
    crowd.groups.push(...made.map(({ id }) => id));
    const epoch = await currentEpoch(services);
    crowd.rest.push(...rest.map((person) => new RestClient(servers, person, crowd.tally)));
    for (const [index, person] of writers.entries()) {
      crowd.writers.push(crowd.#join(servers, person, { epoch, groups: [crowd.groupOf(index)] }));
    }
    for (const [index, person] of observers.entries()) {
      const groups = watchedBy(index, size.groups).map((group) => crowd.groupOf(group));
      crowd.observers.push(crowd.#join(servers, person, { epoch, groups }));
    }
    await crowd.live();
    return crowd;
  }

  get clients(): RealClient[] {
    return [...this.writers, ...this.observers];
  }

  groupOf(index: number): string {
    return this.groups[index % this.groups.length] ?? "";
  }

  /** Everyone writes this many messages; resolves when about half of them are answered. */
  async speak(times: number): Promise<{ answered: Promise<unknown> }> {
    const before = this.tally.acked;
    const posts: Promise<void>[] = [];
    for (let time = 0; time < times; time++) {
      for (const [index, writer] of this.writers.entries()) {
        writer.post(this.groupOf(index), this.#next());
      }
    }
    for (const [index, client] of this.rest.entries()) {
      posts.push(client.post(this.groupOf(index), this.#next()));
    }
    const answered = Promise.all([...posts, ...this.writers.map((writer) => writer.answered())]);
    const half = before + Math.floor((this.writers.length * times) / 2) - 1;
    await Promise.race([answered, this.tally.ackedMoreThan(half)]);
    return { answered };
  }

  /**
   * Everyone writes so many messages, and again once they are answered, as long as `mayWrite`;
   * resolves when everything is answered.
   */
  async talk(times: number, mayWrite: () => Promise<boolean>): Promise<void> {
    const bySocket = this.writers.map(async (writer, index) => {
      while (await mayWrite()) {
        for (let time = 0; time < times; time++) writer.post(this.groupOf(index), this.#next());
        await writer.answered();
      }
    });
    const byRest = this.rest.map(async (client, index) => {
      while (await mayWrite()) await client.post(this.groupOf(index), this.#next());
    });
    await Promise.all([...bySocket, ...byRest]);
  }

  /**
   * Resolves when every client has become live, for the first time or again, since `since` in epoch
   * ms.
   */
  async live(since = 0): Promise<void> {
    await Promise.all(
      this.clients.map((client) =>
        client.until(
          () => client.session.state.kind === "live" && client.lastLiveAt > since,
          () => "not live",
        ),
      ),
    );
  }

  /** Everyone looks at their page again, which ends any wait before a reconnect. */
  wake(): void {
    for (const { session } of this.clients) session.wake();
  }

  /** Every third client loses its connection; a balancer may give it to another server. */
  scatter(turn: number): void {
    for (const [index, client] of this.clients.entries()) {
      if (index % 3 === turn % 3) client.disconnect();
    }
  }

  /** Resolves when every client is at the database's position. */
  async caughtUp(): Promise<void> {
    const rows = await this.services.db.all<{ id: string; last_seq: number }>`
      select id, last_seq from conversations`;
    const heads = new Map(rows.map(({ id, last_seq: seq }) => [id, seq]));
    await Promise.all(
      this.clients.flatMap((client) =>
        client.session.subscriptions.ids().map((id) => client.reached(id, heads.get(id) ?? 0)),
      ),
    );
  }

  /** Disconnects everyone and judges the run. `lateMs`: how late an event may have arrived. */
  async judge(
    lateMs: number,
    { others = [], readEnding = endingOf }: Judging = {},
  ): Promise<Verdict> {
    await this.caughtUp();
    const ending = await readEnding(this.services);
    const logs = [
      ...others,
      ...this.clients.flatMap(({ screen, wire }) => [screen, wire]),
      ...this.rest.map(({ log }) => log),
    ];
    const anomalies = check(logs, ending, lateMs);
    this.disperse();
    const { acked } = this.tally;
    const groups = new Set(this.groups);
    const stored = ending.messages.filter(({ conversationId }) =>
      groups.has(conversationId),
    ).length;
    if (stored !== acked) {
      const what = `${acked} messages were acknowledged, ${stored} are stored`;
      anomalies.push({ kind: "lost_ack", what });
    }
    const reloads = this.clients.reduce((sum, client) => sum + client.reloads, 0);
    return { acked, stored, reloads, anomalies };
  }

  #join(
    servers: Reachable,
    person: TestPerson,
    { groups, epoch }: { groups: string[]; epoch: string },
  ): RealClient {
    const client = new RealClient(servers, person, this.tally);
    client.start(groups, epoch);
    return client;
  }

  #next(): string {
    return String((this.#said += 1)).padEnd(this.contentChars, ".");
  }

  disperse(): void {
    for (const { session } of this.clients) session.stop();
  }
}

function watchedBy(observer: number, groups: number): number[] {
  return Array.from({ length: followed }, (_, index) => (observer * followed + index) % groups);
}
