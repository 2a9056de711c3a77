/** Closes the menu of a narrow screen on Escape, and returns the focus to its button. */
export function closeMenuOnEscape(root: Document): void {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = root.querySelector<HTMLDetailsElement>("details[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
