/**
 * The members of each group, kept while nothing happens in it: who joins or leaves, and a member's new name
 * or role, takes the group's next seq. So what was read at a seq is true as long as the group is at that
 * seq. Of an account that is being removed, it is true when the group is told. Nobody's rights depend on it;
 * the read that gives the group asks for them.
 */
import type { Queries } from "#storage/database.ts";
import { membersOf, type StoredMember } from "#storage/members.ts";

interface Kept {
  lastSeq: number;
  members: readonly StoredMember[];
}

/** Of all groups together, each about a quarter of a kilobyte. The groups asked for longest ago go first. */
const keptMax = 40_000;

export class KeptMembers {
  readonly #kept = new Map<string, Kept>();
  #count = 0;

  constructor(private readonly max = keptMax) {}

  get count(): number {
    return this.#count;
  }

  /** @param group as it is in the state that is read */
  async of(
    state: Queries,
    group: { id: string; lastSeq: number },
  ): Promise<readonly StoredMember[]> {
    const kept = this.#kept.get(group.id);
    const isTrue = kept?.lastSeq === group.lastSeq;
    const members = isTrue ? kept.members : await membersOf(state, group.id);
    this.#drop(group.id);
    this.#kept.set(group.id, { lastSeq: group.lastSeq, members });
    this.#count += members.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#count <= this.max) break;
      this.#drop(oldest);
    }
    return members;
  }

  #drop(id: string): void {
    this.#count -= this.#kept.get(id)?.members.length ?? 0;
    this.#kept.delete(id);
  }
}
