/** Sends everyone the new positions of their groups after staff have reordered them. */
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

/** Users do not even learn the ids of groups they are not in. */
function ofMember(
  member: OnlineMember,
  positions: ReadonlyMap<string, number>,
): Iterable<[string, number]> {
  if (seesEverything(member.user)) return positions;
  return [...member.conversationIds(), ...member.byOffice].flatMap((id): [string, number][] => {
    const position = positions.get(id);
    return position === undefined ? [] : [[id, position]];
  });
}
