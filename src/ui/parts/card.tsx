import type { ComponentChildren } from "preact";

/** A raised area for one thing: a form, a table, a list. */
export function Card({ title, children }: { title?: string; children: ComponentChildren }) {
  return (
    <section class="space-y-4 rounded border border-line bg-raised p-4 sm:p-6">
      {title && <h2 class="text-lg font-semibold text-body">{title}</h2>}
      {children}
    </section>
  );
}
