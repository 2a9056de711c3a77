/** Every row of an import, and what becomes of it, as a file. */
import type { PlannedChange } from "#core/roster/plan.ts";
import type { Outcome } from "#core/roster/result.ts";
import type { WholeImport } from "#core/roster/roster.ts";
import type { Texts } from "#ui/text/catalogue.ts";
import { format } from "#ui/text/format.ts";
import { csvText } from "../http/csv.ts";

export function resultCsv({ preview, result }: WholeImport, texts: Texts): string {
  const { csv, outcomes, kinds } = texts.roster;
  const { refusals } = texts;
  const planned: (PlannedChange & { outcome: Outcome | "planned" })[] =
    result?.rows ??
    preview?.plan.changes.map((change) => ({ ...change, outcome: "planned" as const })) ??
    [];
  const unusable = result?.unusable ?? preview?.plan.unusable ?? [];
  const namesOf = (groups: PlannedChange["joins"]) => groups.map(({ name }) => name).join(", ");
  const rows = [
    ...planned.map((row) => [
      row.line || "",
      row.name,
      row.email,
      kinds[row.kind],
      outcomes[row.outcome],
      namesOf(row.leaves),
      namesOf(row.joins),
      "",
    ]),
    ...unusable.map(({ line, text, reason, params }) => {
      const why = format(refusals[reason], params);
      return [line, text, "", "", outcomes.unusable, "", "", why];
    }),
  ].toSorted((a, b) => Number(a[0] || Infinity) - Number(b[0] || Infinity));
  const { line, name, address, what, result: outcome, from, to, reason } = csv;
  const head = [line, name, address, what, outcome, from, to, reason];
  return csvText([head, ...rows.map((row) => row.map(String))]);
}
