/**
 * A conversation as the client holds it, and how each event changes it. Pure: the earlier state
 * plus the events since equals the state fetched afresh. Applying an event twice changes nothing.
 */
import { eventKindOf, type EventFrame } from "#wire/events/registry.ts";
import { newerMessage, type TimelineContent } from "#wire/timeline.ts";
import type { MessageView } from "#wire/views.ts";

export interface Timeline extends TimelineContent {
  id: string;
  /** The newest event that has been applied. */
  seq: number;
}

export function applyEvent(timeline: Timeline, frame: EventFrame): Timeline {
  if (frame.meta.seq <= timeline.seq) return timeline;
  return {
    ...timeline,
    ...eventKindOf(frame).changeTimeline?.(timeline, frame),
    seq: frame.meta.seq,
  };
}

export interface PageBefore {
  /** The `before` with which the page was requested. */
  before: number;
  messages: readonly MessageView[];
  hasOlder: boolean;
}

/**
 * Prepends an older page, unless the timeline no longer begins where the page ends, which would
 * leave a gap.
 */
export function prependPage(timeline: Timeline, page: PageBefore): Timeline {
  if (timeline.messages[0]?.seq !== page.before) return timeline;
  const older = page.messages.map((message) => ({
    ...timeline.unplaced.filter(({ id }) => id === message.id).reduce(newerMessage, message),
    ...timeline.renamed.get(message.senderId),
  }));
  return { ...timeline, messages: [...older, ...timeline.messages], hasOlder: page.hasOlder };
}

/** Drops all but the newest messages; older ones can be fetched again. */
export function keepNewest(timeline: Timeline, count: number): Timeline {
  if (timeline.messages.length <= count) return timeline;
  return { ...timeline, messages: timeline.messages.slice(-count), hasOlder: true };
}
