/** How groups of earlier rounds are divided. */
import type { ChapterView, ConversationView, CourseView } from "#wire/views.ts";

export interface EarlierRound {
  key: string;
  chapter: ChapterView;
  course: CourseView | undefined;
  /** Named as they were in their round. */
  groups: ConversationView[];
}

/** In the order in which their sets come first; of each set, the newest round first. */
export function earlierRoundsOf(conversations: readonly ConversationView[]): EarlierRound[] {
  const sets = new Map<string, Map<number, EarlierRound>>();
  for (const conversation of conversations) {
    const { chapter, course, name } = conversation;
    if (!chapter) continue;
    const set = `${course?.id ?? ""} ${chapter.set}`;
    const rounds = sets.get(set) ?? new Map<number, EarlierRound>();
    const key = `${chapter.round} ${set}`;
    const round = rounds.get(chapter.round) ?? { key, chapter, course, groups: [] };
    round.groups.push({ ...conversation, name: nameInRound(name, chapter) });
    rounds.set(chapter.round, round);
    sets.set(set, rounds);
  }
  return [...sets.values()].flatMap((rounds) =>
    [...rounds.values()].toSorted((a, b) => b.chapter.round - a.chapter.round),
  );
}

/** What its name says about the round is in the heading. */
function nameInRound(name: string, { set, round }: ChapterView): string {
  const ending = ` · ${set} ${round}`;
  return name.endsWith(ending) ? name.slice(0, -ending.length) : name;
}
