import { format } from "../text/format.ts";
import type { CommonTexts } from "../text/common.en.ts";
import { ButtonLink } from "./button.tsx";

export interface PaginationProps {
  page: number;
  pages: number;
  /** The address of a page by its number, from 1. */
  href: (page: number) => string;
  texts: CommonTexts;
}

export function Pagination({ page, pages, href, texts }: PaginationProps) {
  if (pages <= 1) return null;
  return (
    <nav
      class="flex flex-wrap items-center justify-center gap-x-4 gap-y-2"
      aria-label={format(texts.pageOf, { page, pages })}
    >
      {page > 1 && <ButtonLink href={href(page - 1)}>{texts.previousPage}</ButtonLink>}
      <span class="text-sm text-muted">{format(texts.pageOf, { page, pages })}</span>
      {page < pages && <ButtonLink href={href(page + 1)}>{texts.nextPage}</ButtonLink>}
    </nav>
  );
}
