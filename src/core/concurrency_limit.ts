/** Limits how many operations may run at once per key. */
export class ConcurrencyLimit {
  readonly #underWay = new Map<string, number>();

  constructor(private readonly most: number) {}

  /**
   * @returns a function that ends the operation and may be called again; undefined when too many
   * are running
   */
  acquire(key: string): (() => void) | undefined {
    if (this.#count(key) >= this.most) return undefined;
    this.#underWay.set(key, this.#count(key) + 1);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const left = this.#count(key) - 1;
      if (left > 0) this.#underWay.set(key, left);
      else this.#underWay.delete(key);
    };
  }

  #count(key: string): number {
    return this.#underWay.get(key) ?? 0;
  }
}
