/** Sends everyone the new positions of their groups after staff have reordered them. */
import type { Services } from "#core/context.ts";
import { groupPlaces } from "#core/groups/group_order.ts";
import { seesEverything } from "#core/permissions.ts";
import { encodeFrame } from "#wire/codec.ts";
import type { ConversationsOrdered } from "#wire/frames.ts";
import type { OnlineMember } from "./connection.ts";
import type { Roster } from "./roster.ts";

export interface OrderSenderPorts {
  db: Services["db"];
  roster: Roster;
  failed(error: unknown): void;
}

export class OrderSender {
  #state: "idle" | "sending" | "again" = "idle";

  constructor(private readonly ports: OrderSenderPorts) {}

  /** Staff usually move several groups in a row: changes during a send go out together. */
  changed(): void {
    if (this.#state !== "idle") this.#state = "again";
    else void this.#send().catch((error: unknown) => this.ports.failed(error));
  }

  async #send(): Promise<void> {
    const { db, roster } = this.ports;
    try {
      do {
        this.#state = "sending";
        const places = await groupPlaces(db);
        for (const member of roster.all()) {
          const payload = orderOf(placesOf(member, places));
          const frame = encodeFrame({ messageType: "ConversationsOrdered", payload, meta: {} });
          roster.sendTo(member.user.id, frame);
        }
      } while (this.#isAgain());
    } finally {
      this.#state = "idle";
    }
  }

  #isAgain(): boolean {
    return this.#state === "again";
  }
}

type Places = Awaited<ReturnType<typeof groupPlaces>>;
type Place = NonNullable<ReturnType<Places["get"]>>;

/** Courses only where the reader has groups in several. */
function orderOf(places: readonly Place[]): ConversationsOrdered["payload"] {
  const positions = Object.fromEntries(places.map(({ id, position }) => [id, position]));
  const courses = new Map(places.map(({ courseId, coursePosition }) => [courseId, coursePosition]));
  return courses.size > 1 ? { positions, courses: Object.fromEntries(courses) } : { positions };
}

/** Users do not even learn the ids of groups they are not in. */
function placesOf(member: OnlineMember, places: Places): Place[] {
  if (seesEverything(member.user)) return [...places.values()];
  return [...member.conversationIds(), ...member.byOffice].flatMap((id) => places.get(id) ?? []);
}
