/** How many things may be under way at once, by key. */
export class ConcurrencyLimit {
  readonly #underWay = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** @returns what ends it, which may be said more than once; nothing when too many are under way */
  acquire(key: string): (() => void) | undefined {
    const present = this.#underWay.get(key) ?? 0;
    if (present >= this.most) return undefined;
    this.#underWay.set(key, present + 1);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const left = (this.#underWay.get(key) ?? 1) - 1;
      if (left > 0) this.#underWay.set(key, left);
      else this.#underWay.delete(key);
    };
  }
}
