/** Closes the open menu on Escape, which returns the focus to its button, and on a click elsewhere. */
export function closeMenus(root: Document): void {
  root.addEventListener("keydown", (event) => {
    const menu = openMenu(root);
    if (event.key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  root.addEventListener("click", ({ target }) => {
    const menu = openMenu(root);
    if (menu && target instanceof Node && !menu.contains(target)) menu.open = false;
  });
}

function openMenu(root: Document): HTMLDetailsElement | null {
  return root.querySelector<HTMLDetailsElement>("details[data-menu][open]");
}
