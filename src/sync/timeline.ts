/**
 * A conversation as a client holds it, and what each event makes of it. Pure: the state before,
 * plus the events since, is the state fetched afresh. Applying an event again changes nothing.
 */
import { eventKindOf, type EventFrame } from "#wire/events/registry.ts";
import { newerMessage, type TimelineContent } from "#wire/timeline.ts";
import type { MessageView } from "#wire/views.ts";

export interface Timeline extends TimelineContent {
  id: string;
  /** The newest event applied. */
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
  /** The seq that the page was asked for. */
  before: number;
  messages: readonly MessageView[];
  hasOlder: boolean;
}

/** Puts an older page in front; not where the timeline begins elsewhere by now: that made a hole. */
export function prependPage(timeline: Timeline, page: PageBefore): Timeline {
  if (timeline.messages[0]?.seq !== page.before) return timeline;
  const older = page.messages.map((message) => ({
    ...timeline.unplaced.filter(({ id }) => id === message.id).reduce(newerMessage, message),
    ...timeline.renamed.get(message.senderId),
  }));
  return { ...timeline, messages: [...older, ...timeline.messages], hasOlder: page.hasOlder };
}

/** Lets go of all but the newest messages; the older ones can be fetched again. */
export function keepNewest(timeline: Timeline, count: number): Timeline {
  if (timeline.messages.length <= count) return timeline;
  return { ...timeline, messages: timeline.messages.slice(-count), hasOlder: true };
}
