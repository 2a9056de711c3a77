/** Tells everybody where their groups stand, when the professor has sorted. */
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
  #telling: "no" | "yes" | "again" = "no";

  constructor(private readonly ports: OrderSenderPorts) {}

  /** Whoever sorts moves one group after another: what changes while it is told is told together. */
  changed(): void {
    if (this.#telling !== "no") this.#telling = "again";
    else void this.#tell().catch((error: unknown) => this.ports.failed(error));
  }

  async #tell(): Promise<void> {
    const { db, roster } = this.ports;
    try {
      do {
        this.#telling = "yes";
        const positions = await groupPositions(db);
        for (const member of roster.all()) {
          const payload = { positions: Object.fromEntries(ofMember(member, positions)) };
          const frame = encodeFrame({ messageType: "ConversationsOrdered", payload, meta: {} });
          roster.sendTo(member.user.id, frame);
        }
      } while (this.#isAgain());
    } finally {
      this.#telling = "no";
    }
  }

  #isAgain(): boolean {
    return this.#telling === "again";
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
