/** What became of each kind of row. */
export interface Tally {
  adopted: number;
  /** Was here before, by an earlier adoption. */
  present: number;
  /** Is not taken over; the notes say why. */
  skipped: number;
}

export type Kind = "people" | "groups" | "members" | "messages";

export class AdoptReport {
  readonly tallies: Record<Kind, Tally> = {
    people: { adopted: 0, present: 0, skipped: 0 },
    groups: { adopted: 0, present: 0, skipped: 0 },
    members: { adopted: 0, present: 0, skipped: 0 },
    messages: { adopted: 0, present: 0, skipped: 0 },
  };
  private readonly counted = new Map<string, { count: number; example: string }>();

  count(kind: Kind, outcome: keyof Tally, by = 1): void {
    this.tallies[kind][outcome] += by;
  }

  /** The same remark is said once, with how often it applied and an example. */
  note(remark: string, example: string): void {
    const present = this.counted.get(remark);
    if (present) present.count += 1;
    else this.counted.set(remark, { count: 1, example });
  }

  get notes(): string[] {
    return [...this.counted].map(([remark, { count, example }]) =>
      count === 1 ? `${remark}: ${example}` : `${remark}: ${count} times, first ${example}`,
    );
  }
}
