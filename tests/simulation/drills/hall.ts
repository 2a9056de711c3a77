/** A lecture hall: a thousand plain sockets in one group, some of which send at an even rate. */
import { createGroup } from "#core/groups/groups.ts";
import { sleep, systemClock } from "#kit/clock.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import type { Servers } from "#tests/support/servers.ts";
import type { TestServices } from "#tests/support/services.ts";
import { connectWire, type WireClient } from "#tests/support/wire_client.ts";

export interface Seat {
  person: TestPerson;
  client: WireClient;
  /**
   * Milliseconds from sending to arrival here, for every message of the hall during the
   * measurement.
   */
  delays: number[];
}

const mark = '{"messageType":"ChatMessage"';
const speakers = 8;
/** Below the five per second that one user may send. */
const pauseMs = 400;

export class Hall {
  readonly seats: Seat[] = [];
  #measuring = false;

  private constructor(
    private readonly servers: Servers,
    readonly group: string,
  ) {}

  static async open(services: TestServices, servers: Servers, size: number): Promise<Hall> {
    const staff = await makePerson(services, { role: "admin" });
    const people = await Promise.all(Array.from({ length: size }, () => makePerson(services)));
    const members = people.map(({ id: userId }) => ({ userId }));
    const { id } = await createGroup(staff.context, { name: "Lecture", description: "", members });
    const hall = new Hall(servers, id);
    for (let i = 0; i < people.length; i += 50) {
      hall.seats.push(...(await Promise.all(people.slice(i, i + 50).map((one) => hall.sit(one)))));
    }
    return hall;
  }

  /** Connects and opens the hall's group. */
  async sit(person: TestPerson): Promise<Seat> {
    const opened = Promise.withResolvers<void>();
    const delays: number[] = [];
    const decoder = new TextDecoder();
    const client = await connectWire({
      port: Number(new URL(this.servers.wsUrl).port),
      headers: { Cookie: person.cookie },
      onFrame: (_client, payload) => {
        const text = decoder.decode(payload);
        if (text.startsWith('{"messageType":"Opened"')) opened.resolve();
        if (!this.#measuring || !text.startsWith(mark)) return;
        const sentAt = Number(/"content":"at ([\d.]+)/.exec(text)?.[1] ?? Number.NaN);
        if (sentAt > 0) delays.push(performance.now() - sentAt);
      },
    });
    client.send(
      JSON.stringify({
        messageType: "IdMessage",
        senderId: person.id,
        convId: "",
        timestamp: "",
        protocol: 1,
      }),
    );
    client.send(
      JSON.stringify({
        messageType: "Open",
        payload: {},
        meta: { conversationId: this.group },
      }),
    );
    await opened.promise;
    return { person, client, delays };
  }

  say({ client, person }: Seat, content: string): void {
    client.send(
      JSON.stringify({
        messageType: "ChatMessage",
        payload: { content, displayName: "" },
        meta: {
          conversationId: this.group,
          senderId: person.id,
          timestamp: "",
          messageId: Bun.randomUUIDv7(),
        },
      }),
    );
  }

  /** The first few send repeatedly. @returns the p99 delay at `listeners`, in ms */
  async p99(listeners: Seat[], seconds: number): Promise<number> {
    for (const seat of listeners) seat.delays.length = 0;
    this.#measuring = true;
    const endAt = performance.now() + seconds * 1_000;
    for (let turn = 0; performance.now() < endAt; turn++) {
      this.say(this.seats[turn % speakers]!, `at ${performance.now()}`);
      await sleep(systemClock, pauseMs / speakers);
    }
    await sleep(systemClock, 500);
    this.#measuring = false;
    const all = listeners.flatMap(({ delays }) => delays).toSorted((a, b) => a - b);
    return all[Math.floor(all.length * 0.99)] ?? Number.NaN;
  }

  close(): void {
    for (const { client } of this.seats) client.close();
  }
}
