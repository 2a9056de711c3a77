/**
 * A text that changes while the page is open. A browser that translates the page puts elements of
 * its own in place of texts, and what is then changed in the old ones is not seen: so another text
 * is another element. Names also carry the class `notranslate`, which translators know.
 */
export function Words({ children }: { children: string }) {
  return <span key={children}>{children}</span>;
}
