/** Tells everybody where their groups stand, when staff have sorted. */
import type { Services } from "#core/context.ts";
import { groupPositions } from "#core/groups/group_order.ts";
import { seesEverything } from "#core/permissions.ts";
import { encodeFrame } from "#wire/codec.ts";
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

  /** Whoever sorts moves one group after another: what changes while that is sent is sent together. */
  changed(): void {
    if (this.#state !== "idle") this.#state = "again";
    else void this.#send().catch((error: unknown) => this.ports.failed(error));
  }

  async #send(): Promise<void> {
    const { db, roster } = this.ports;
    try {
      do {
        this.#state = "sending";
        const positions = await groupPositions(db);
        for (const member of roster.all()) {
          const payload = { positions: Object.fromEntries(ofMember(member, positions)) };
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

/** Of what somebody is not in, not even the id is told. */
function ofMember(
  member: OnlineMember,
  positions: ReadonlyMap<string, number>,
): Iterable<[string, number]> {
  if (seesEverything(member.user)) return positions;
  return member.conversationIds().flatMap((id): [string, number][] => {
    const position = positions.get(id);
    return position === undefined ? [] : [[id, position]];
  });
}
