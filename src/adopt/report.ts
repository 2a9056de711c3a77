const examplesMost = 6;
const exampleChars = 80;

/** The result for each kind of row. */
export interface Tally {
  adopted: number;
  /** Already imported by an earlier adoption. */
  present: number;
  /** Skipped; the notes say why. */
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
  readonly #counted = new Map<string, { count: number; examples: string[] }>();

  count(kind: Kind, outcome: keyof Tally, by = 1): void {
    this.tallies[kind][outcome] += by;
  }

  /** Combines equal sentences into one that lists what they are about, or the first of it. */
  note(sentence: string, example: string): void {
    const present = this.#counted.get(sentence) ?? { count: 0, examples: [] };
    present.count += 1;
    if (present.examples.length < examplesMost) present.examples.push(shortened(example));
    this.#counted.set(sentence, present);
  }

  /** Adds the counts of one part of the work. */
  add(part: AdoptReport): void {
    const { tallies } = part;
    for (const kind of Object.keys(tallies) as Kind[]) {
      for (const outcome of Object.keys(tallies[kind]) as (keyof Tally)[]) {
        this.count(kind, outcome, tallies[kind][outcome]);
      }
    }
    for (const [sentence, { count, examples }] of part.#counted) {
      const present = this.#counted.get(sentence) ?? { count: 0, examples: [] };
      present.count += count;
      present.examples.push(...examples.slice(0, examplesMost - present.examples.length));
      this.#counted.set(sentence, present);
    }
  }

  get notes(): string[] {
    return [...this.#counted].map(([sentence, { count, examples }]) => {
      const rest = count - examples.length;
      return `${sentence} (${examples.join(", ")}${rest > 0 ? ` and ${rest} more` : ""})`;
    });
  }
}

function shortened(text: string): string {
  return text.length <= exampleChars ? text : `${text.slice(0, exampleChars).toWellFormed()}…`;
}
