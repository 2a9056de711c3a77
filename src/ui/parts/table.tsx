import type { ComponentChildren } from "preact";

export interface TableProps {
  /** The subject of the table, for screen readers. */
  caption: string;
  headings: string[];
  children: ComponentChildren;
}

/**
 * A table whose rows are cards where it would be too narrow, so that nothing is cut off. As a card
 * is no table to browsers, the roles say what everything is.
 */
export function Table({ caption, headings, children }: TableProps) {
  return (
    <table
      role="table"
      class="w-full border-collapse text-left text-sm max-md:block md:border-b md:border-line"
    >
      <caption class="sr-only">{caption}</caption>
      <thead role="rowgroup" class="border-b border-line text-xs text-muted max-md:sr-only">
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
      <tbody role="rowgroup" class="max-md:block max-md:space-y-2 md:divide-y md:divide-line">
        {children}
      </tbody>
    </table>
  );
}

/** A row, or a card. */
export function Row({ children }: { children: ComponentChildren }) {
  return (
    <tr
      role="row"
      class="relative md:hover:bg-hover max-md:flex max-md:flex-wrap max-md:gap-x-4 max-md:rounded max-md:border max-md:border-line max-md:bg-raised max-md:p-3"
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
      class={`align-middle text-body empty:max-md:hidden max-md:py-0.5 md:px-3 md:py-2 ${heading === undefined ? "max-md:block max-md:min-w-0 max-md:basis-full" : "max-md:flex max-md:flex-wrap max-md:gap-x-2 max-md:before:shrink-0 max-md:before:text-muted max-md:before:content-[attr(data-heading)]"} ${className}`}
    >
      {children}
    </td>
  );
}
