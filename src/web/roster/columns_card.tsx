import { columnUses } from "#core/roster/headings.ts";
import { Cell, Row, Table } from "#ui/parts/table.tsx";
import { format, plural } from "#ui/text/format.ts";
import type { PreviewProps } from "./preview_props.ts";

type Props = Pick<PreviewProps, "preview" | "locale" | "texts"> & { isOpen: boolean };

const select =
  "min-h-10 w-full rounded border border-line-strong bg-field px-2 py-1 text-sm text-body";

/** What each column is; everything can be corrected. */
export function ColumnsCard({ preview: { columns }, locale, texts, isOpen }: Props) {
  const { roster } = texts;
  const found = columns.filter(({ use }) => use !== "none" && use !== "extra");
  const names = found.map(({ use }) => roster.uses[use]).join(", ");
  return (
    <details id="columns" open={isOpen} class="rounded border border-line px-4">
      <summary class="cursor-pointer py-2.5 text-sm text-body">
        <span class="font-semibold">{plural(locale, roster.columnsFound, found.length)}</span>
        {names && <span class="text-muted"> {names}</span>}
      </summary>
      <div class="space-y-3 py-2">
        <p class="max-w-prose text-sm text-muted">{roster.columnsHint}</p>
        <Table
          caption={roster.columnsTitle}
          headings={[roster.column, roster.example, roster.use, roster.keep]}
        >
          {columns.map((column, index) => (
            <ColumnRow key={index} column={column} index={index} texts={roster} />
          ))}
        </Table>
      </div>
    </details>
  );
}

interface ColumnRowProps {
  column: Props["preview"]["columns"][number];
  index: number;
  texts: Props["texts"]["roster"];
}

function ColumnRow({ column, index, texts }: ColumnRowProps) {
  const { heading, example, use, keep } = column;
  const name = heading || format(texts.columnNumber, { number: index + 1 });
  const id = `use-${index}`;
  return (
    <Row>
      <Cell>
        <input type="hidden" name="column" value={index} />
        <label for={id} class="font-medium wrap-anywhere">
          {name}
        </label>
      </Cell>
      <Cell heading={texts.example} class="wrap-anywhere text-muted">
        {example.slice(0, 60)}
      </Cell>
      <Cell>
        <select id={id} name={id} class={select}>
          {columnUses.map((one) => (
            <option key={one} value={one} selected={one === use}>
              {texts.uses[one]}
            </option>
          ))}
        </select>
      </Cell>
      <Cell>
        {heading && (use === "extra" || use === "number") && (
          <label class="flex min-h-10 items-center gap-2 text-sm">
            <input type="checkbox" name={`keep-${index}`} checked={keep} class="size-5" />
            <span class="md:sr-only">{format(texts.keepOf, { column: name })}</span>
          </label>
        )}
      </Cell>
    </Row>
  );
}
