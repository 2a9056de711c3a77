import type { Services } from "#core/context.ts";
import type { Ending } from "../checker.ts";
import { endingOf } from "../ending.ts";

/**
 * The final contents with the time of each commit by the database's clock, because a server's own
 * may be wrong. Needs track_commit_timestamp.
 */
export async function committedEnding(services: Services): Promise<Ending> {
  const ending = await endingOf(services);
  const rows = await services.db.all<{ conversationId: string; seq: number; at: number }>`
    select conversation_id as "conversationId", seq,
      cast(extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000 as double precision) as at
    from events where conversation_id is not null`;
  const place = (event: { conversationId: string; seq: number }) =>
    `${event.conversationId} ${event.seq}`;
  const times = new Map(rows.map((row) => [place(row), row.at]));
  const timed = <T extends { conversationId: string; seq: number; at: number }>(event: T) => ({
    ...event,
    at: times.get(place(event)) ?? event.at,
  });
  return { ...ending, events: ending.events.map(timed), moves: ending.moves.map(timed) };
}
