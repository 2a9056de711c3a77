import type { ComponentChildren } from "preact";

export interface TableProps {
  /** The subject of the table, for screen readers. */
  caption: string;
  headings: string[];
  children: ComponentChildren;
}

/** On a narrow screen the table scrolls sideways within itself, by touch and by keyboard. */
export function Table({ caption, headings, children }: TableProps) {
  return (
    <div
      class="overflow-x-auto rounded border border-line bg-raised"
      tabIndex={0}
      role="region"
      aria-label={caption}
    >
      <table class="w-full border-collapse text-left text-sm">
        <caption class="sr-only">{caption}</caption>
        <thead class="border-b border-line bg-sunken text-muted">
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col" class="px-4 py-3 font-medium whitespace-nowrap">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="divide-y divide-line">{children}</tbody>
      </table>
    </div>
  );
}

export function Cell({
  children,
  class: className = "",
}: {
  children?: ComponentChildren;
  class?: string;
}) {
  return <td class={`px-4 py-3 align-middle text-body ${className}`}>{children}</td>;
}
