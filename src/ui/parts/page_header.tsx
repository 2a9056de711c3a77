import type { ComponentChildren } from "preact";

export interface PageHeaderProps {
  title: string;
  /** One sentence below the title. */
  lead?: string;
  /** Before the title: the colour of the course that it names. */
  mark?: ComponentChildren;
  /** Actions of the page, on the right. */
  children?: ComponentChildren;
}

/**
 * The bar at the top of a page: its title on the left, its actions on the right. It comes first on
 * the screen, above the notices, and the sentence below it. Its line goes to the edge of the screen,
 * its actions only as far as the page's content. The main action is the last; where they do not fit
 * into one line, it is in the first.
 */
export function PageHeader({ title, lead, mark, children }: PageHeaderProps) {
  return (
    <>
      <header class="order-first -mx-4 flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-2 sm:-mx-6 sm:ps-6 sm:pe-[max(1.5rem,calc(100%-80.5rem))]">
        <h1 class="min-w-0 text-xl font-semibold break-words text-body sm:text-title">
          {mark && <span class="mr-2 inline-flex align-middle">{mark}</span>}
          {title}
        </h1>
        {children && <div class="flex flex-wrap-reverse gap-2">{children}</div>}
      </header>
      {lead && <p class="max-w-prose text-muted">{lead}</p>}
    </>
  );
}
