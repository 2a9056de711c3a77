/** The icon of the tab has a dot while something is unread. */
export function markTabIcon(root: Document, isUnread: boolean): void {
  const link = root.querySelector<HTMLLinkElement>("link[rel='icon'][data-unread]");
  if (!link) return;
  link.dataset["plain"] ??= link.href;
  const href = (isUnread ? link.dataset["unread"] : link.dataset["plain"]) ?? "";
  if (link.getAttribute("href") !== href) link.setAttribute("href", href);
}
