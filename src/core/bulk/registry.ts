/** Every kind of act, by the name under which it is stored. */
import { groupActKinds } from "../group_acts/kinds/registry.ts";
import { asBulkKind } from "../group_acts/parts.ts";
import { makeKind } from "../maker/make_kind.ts";
import { rosterKind } from "../roster/kind.ts";
import type { BulkKind } from "./kind.ts";

const kinds = new Map<string, BulkKind>(
  [rosterKind, makeKind, ...Object.values(groupActKinds).map(asBulkKind)].map((kind) => [
    kind.name,
    kind,
  ]),
);

/** @returns undefined for one of a newer version of the program */
export function bulkKindOf(name: string): BulkKind | undefined {
  return kinds.get(name);
}
