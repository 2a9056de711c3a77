/**
 * What happens in each group, in numbers, kept while nothing happens in it: every post and every change of
 * its members takes the group's next seq, so what was read at a seq is true as long as the group is at that
 * seq, and on that day. So 500 groups cost what has changed in them. Nobody's rights depend on it; the read
 * that gives the groups asks for them.
 */
import type { Queries } from "#storage/database.ts";
import {
  type FiguresKey,
  type GroupFigures,
  groupFigures,
  type GroupHead,
} from "#storage/workbench.ts";

interface Kept {
  lastSeq: number;
  week: string;
  figures: GroupFigures;
}

/** Each takes about a quarter of a kilobyte. The ones kept longest go first. */
const keptMax = 20_000;

export type MeasuredGroup = GroupHead & GroupFigures;

export class KeptFigures {
  readonly #kept = new Map<string, Kept>();

  /** The groups with their figures, in the same order; without those that were deleted meanwhile. */
  async of(
    db: Queries,
    groups: readonly GroupHead[],
    days: Omit<FiguresKey, "ids">,
  ): Promise<MeasuredGroup[]> {
    const changed = groups.filter(({ id, lastSeq }) => {
      const kept = this.#kept.get(id);
      return kept?.lastSeq !== lastSeq || kept.week !== days.week;
    });
    const read = await groupFigures(db, { ids: changed.map(({ id }) => id), ...days });
    const fresh = new Map(read.map((figures) => [figures.id, figures]));
    for (const { id, lastSeq } of changed) {
      const figures = fresh.get(id);
      this.#kept.delete(id);
      if (figures) this.#kept.set(id, { lastSeq, week: days.week, figures });
    }
    const measured = groups.flatMap((group) => {
      const figures = this.#kept.get(group.id)?.figures;
      return figures ? [{ ...group, ...figures }] : [];
    });
    this.#forgetOldest();
    return measured;
  }

  #forgetOldest(): void {
    for (const id of this.#kept.keys()) {
      if (this.#kept.size <= keptMax) return;
      this.#kept.delete(id);
    }
  }
}
