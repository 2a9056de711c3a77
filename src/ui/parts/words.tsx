/**
 * Text that changes while the page is open. A browser that translates the page replaces text nodes
 * with elements of its own, and later changes to the old nodes are not visible; so a new text gets
 * a new element. Names also have the class `notranslate`, which translators respect.
 */
export function Words({ children }: { children: string }) {
  return <span key={children}>{children}</span>;
}
