/** What an import has changed so far, for its page. */
import type { BulkPart } from "#storage/bulk_acts.ts";
import type { UnusableRow } from "./rows.ts";
import { donePart, plannedPart, reportOf, undonePart } from "./parts.ts";
import type { PlannedChange } from "./plan.ts";

/** What has become of a planned change. */
export type Outcome = "waits" | "done" | "skipped" | "undone" | "kept";

export interface ResultRow extends PlannedChange {
  outcome: Outcome;
}

export interface ImportResult {
  rows: ResultRow[];
  unusable: UnusableRow[];
  /** Accounts that were created and are still there. */
  created: string[];
  /** People of whom something has changed since, and could not be put back. */
  kept: { name: string; groups: string[] }[];
  keptGroups: string[];
  /** How many people have been dealt with, of how many. */
  progress: { done: number; of: number };
}

export function resultOf(parts: readonly BulkPart[], report: string | null): ImportResult {
  const pieces = parts.map(pieceOf);
  const rows = pieces.flatMap((piece) => piece.rows);
  const waiting = rows.filter(({ outcome }) => outcome === "waits").length;
  const names = new Map(pieces.flatMap((piece) => piece.groupNames));
  return {
    rows,
    unusable: reportOf(report).unusable,
    created: pieces.flatMap((piece) => piece.created),
    kept: pieces.flatMap((piece) =>
      piece.kept.map(({ name, groups }) => {
        return { name, groups: groups.map((id) => names.get(id) ?? "") };
      }),
    ),
    keptGroups: pieces.flatMap((piece) => piece.keptGroups.map((id) => names.get(id) ?? "")),
    progress: { done: rows.length - waiting, of: rows.length },
  };
}

function pieceOf({ plan, done, undone }: BulkPart) {
  const { changes, groups } = plannedPart(plan);
  const did = done === null ? undefined : donePart(done);
  const left = undone === null ? undefined : undonePart(undone);
  const skipped = new Set(did?.skipped.map(({ line }) => line));
  const lineOfUser = new Map(did?.users);
  const userOfLine = new Map(did?.users.map(([userId, line]) => [line, userId]));
  const userOf = ({ userId, line }: PlannedChange) => userId ?? userOfLine.get(line);
  const keptGroupsOf = Map.groupBy(left?.memberships ?? [], ([, userId]) => userId);
  const stays = new Set([...keptGroupsOf.keys(), ...(left?.users ?? [])]);
  const outcomeOf = (change: PlannedChange): Outcome => {
    if (!did) return "waits";
    if (change.line > 0 && skipped.has(change.line)) return "skipped";
    if (!left) return "done";
    return stays.has(userOf(change) ?? "") ? "kept" : "undone";
  };
  return {
    rows: changes.map((change) => ({ ...change, outcome: outcomeOf(change) })),
    created: left ? left.users : [...lineOfUser.keys()],
    groupNames: [...groups, ...changes.flatMap((one) => [...one.joins, ...one.leaves])].map(
      ({ id, name }) => [id, name] as const,
    ),
    kept: changes
      .filter((change) => left && stays.has(userOf(change) ?? ""))
      .map((change) => ({
        name: change.name || change.email,
        groups: (keptGroupsOf.get(userOf(change) ?? "") ?? []).map(([id]) => id),
      })),
    keptGroups: left?.groups ?? [],
  };
}
