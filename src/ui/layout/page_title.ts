interface Place {
  product: string;
  institution: string | undefined;
}

/** What tabs and bookmarks show: first the page, because tabs are narrow, last whose chat it is. */
export function pageTitle(page: string | undefined, { product, institution }: Place): string {
  return [page, product, institution].filter(Boolean).join(" · ");
}
