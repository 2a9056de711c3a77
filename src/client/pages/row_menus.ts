const open = "details[data-row-menu][open]";

/**
 * Menus of rows work without scripts. This adds the keys, opens upwards where there is no room
 * below, and closes a menu when the reader turns to something else.
 */
export function tendRowMenus(root: Document): void {
  // The event does not bubble.
  root.addEventListener("toggle", ({ target }) => target instanceof HTMLElement && place(target), {
    capture: true,
  });
  root.addEventListener("pointerdown", ({ target }) => closeOthers(root, target));
  root.addEventListener("focusin", ({ target }) => closeOthers(root, target));
  root.addEventListener("keydown", (event) => {
    const menu = event.target instanceof Element && event.target.closest<HTMLDetailsElement>(open);
    if (menu) onKey(menu, event);
  });
}

function place(menu: HTMLElement): void {
  if (!menu.matches(open)) return;
  drawIcons(menu);
  delete menu.dataset["up"];
  const panel = menu.querySelector("ul")!.getBoundingClientRect();
  const isTooLow = panel.bottom > window.innerHeight && panel.height < panel.top;
  if (isTooLow) menu.dataset["up"] = "";
}

function drawIcons(menu: HTMLElement): void {
  const sprite = document.documentElement.dataset["icons"] ?? "";
  for (const icon of menu.querySelectorAll<SVGElement>("svg[data-icon]:empty")) {
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${sprite}#${icon.dataset["icon"]}`);
    icon.append(use);
  }
}

function closeOthers(root: Document, target: EventTarget | null): void {
  for (const menu of root.querySelectorAll<HTMLDetailsElement>(open)) {
    if (!(target instanceof Node && menu.contains(target))) menu.open = false;
  }
}

function onKey(menu: HTMLDetailsElement, event: KeyboardEvent): void {
  const summary = menu.querySelector("summary")!;
  if (event.key === "Escape") {
    menu.open = false;
    return summary.focus();
  }
  const items = [...menu.querySelectorAll<HTMLElement>("li a, li button:enabled")];
  const now = items.indexOf(document.activeElement as HTMLElement);
  const next: Record<string, number> = {
    ArrowDown: (now + 1) % items.length,
    ArrowUp: now < 1 ? items.length - 1 : now - 1,
    Home: 0,
    End: items.length - 1,
  };
  const wanted = next[event.key];
  if (wanted === undefined) return;
  event.preventDefault();
  items[wanted]?.focus();
}
