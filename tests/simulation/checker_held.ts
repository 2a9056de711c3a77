/** What the checker knows about messages that wait for approval. */
export interface HeldMessage {
  id: string;
  conversationId: string;
  senderId: string;
  clientId: string | null;
  state: "held" | "approved" | "returned" | "withdrawn";
}

interface Seen {
  kind: string;
  id?: string | undefined;
  clientId?: string;
}

/** As in checker.ts. */
interface Run {
  logs: readonly { userId: string; notes: readonly Seen[] }[];
  events: readonly { messageId: string | null }[];
  held: readonly HeldMessage[];
  messages: readonly (Pick<HeldMessage, "id" | "senderId" | "clientId"> & {
    isApproved?: boolean;
  })[];
}

export interface HeldAnomaly {
  kind: "lost_held" | "shown_while_held" | "approved_twice";
  what: string;
}

/** A message waits or is posted, never both; nobody sees it before it is approved, and then once. */
export function judgeHeld({ logs, events, held, messages }: Run): HeldAnomaly[] {
  const hidden = new Map(
    held.filter(({ state }) => state !== "approved").map((one) => [one.id, one]),
  );
  const keys = new Set([...hidden.values()].flatMap(keyOf));
  const places = Map.groupBy(events, ({ messageId }) => messageId);
  const kept = new Set(held.map(({ id }) => id));
  return [
    ...messages
      .filter((one) => hidden.has(one.id) || keyOf(one).some((key) => keys.has(key)))
      .map(({ id }) => shown(`message ${id} is posted, and was not approved`)),
    ...messages
      .filter(({ id, isApproved }) => isApproved && (places.get(id)?.length ?? 0) > 1)
      .map(({ id }) => ({ kind: "approved_twice" as const, what: `${id} was approved twice` })),
    ...logs.flatMap(({ userId, notes }) =>
      notes.flatMap((note): HeldAnomaly[] => {
        if (note.kind === "held" && !kept.has(note.id ?? "")) {
          return [{ kind: "lost_held", what: `${note.clientId} was held, and is not stored` }];
        }
        if (note.kind !== "delivered" || note.id === undefined || !hidden.has(note.id)) return [];
        return [shown(`${userId} received message ${note.id}, which was not approved`)];
      }),
    ),
  ];
}

function keyOf({ senderId, clientId }: Pick<HeldMessage, "senderId" | "clientId">): string[] {
  return clientId === null ? [] : [`${senderId} ${clientId}`];
}

function shown(what: string): HeldAnomaly {
  return { kind: "shown_while_held", what };
}
