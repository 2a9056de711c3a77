import type { ComponentChildren } from "preact";

export interface PageHeaderProps {
  title: string;
  /** One sentence below the title. */
  lead?: string;
  /** Actions of the page, on the right. */
  children?: ComponentChildren;
}

export function PageHeader({ title, lead, children }: PageHeaderProps) {
  return (
    <header class="flex flex-wrap items-start justify-between gap-4">
      <div class="min-w-0 space-y-1">
        <h1 class="text-2xl font-semibold break-words text-body">{title}</h1>
        {lead && <p class="max-w-prose text-muted">{lead}</p>}
      </div>
      {children && <div class="flex flex-wrap gap-2">{children}</div>}
    </header>
  );
}
