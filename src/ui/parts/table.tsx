import type { ComponentChildren } from "preact";

export interface TableProps {
  /** The subject of the table, for screen readers. */
  caption: string;
  headings: string[];
  children: ComponentChildren;
}

/**
 * A table whose rows are cards on a phone, so that nothing is cut off. As a card is no table to
 * browsers, the roles say what everything is.
 */
export function Table({ caption, headings, children }: TableProps) {
  return (
    <table
      role="table"
      class="w-full border-collapse text-left text-sm max-sm:block sm:border-b sm:border-line"
    >
      <caption class="sr-only">{caption}</caption>
      <thead role="rowgroup" class="border-b border-line text-xs text-muted max-sm:sr-only">
        <tr role="row">
          {headings.map((heading) => (
            <th
              key={heading}
              role="columnheader"
              scope="col"
              class="px-3 py-2 font-medium whitespace-nowrap"
            >
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" class="max-sm:block max-sm:space-y-2 sm:divide-y sm:divide-line">
        {children}
      </tbody>
    </table>
  );
}

/** A row; on a phone a card. */
export function Row({ children }: { children: ComponentChildren }) {
  return (
    <tr
      role="row"
      class="relative sm:hover:bg-hover max-sm:flex max-sm:flex-wrap max-sm:gap-x-4 max-sm:rounded max-sm:border max-sm:border-line max-sm:bg-raised max-sm:p-3"
    >
      {children}
    </tr>
  );
}

export interface CellProps {
  children?: ComponentChildren;
  class?: string;
  /** The heading of its column, which a card shows beside it; without one, it speaks for itself. */
  heading?: string;
}

/** On a card, a cell without content takes no room. */
export function Cell({ children, class: className = "", heading }: CellProps) {
  return (
    <td
      role="cell"
      data-heading={heading}
      class={`align-middle text-body empty:max-sm:hidden max-sm:py-0.5 sm:px-3 sm:py-2 ${heading === undefined ? "max-sm:block max-sm:min-w-0 max-sm:basis-full" : "max-sm:flex max-sm:gap-2 max-sm:before:shrink-0 max-sm:before:text-muted max-sm:before:content-[attr(data-heading)]"} ${className}`}
    >
      {children}
    </td>
  );
}
