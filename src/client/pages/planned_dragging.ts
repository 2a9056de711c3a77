import type { PlannedGroups } from "./planned_groups.ts";

/** Dragging a person onto another one swaps them, and onto a group moves them there. */
export function dragPeople(groups: PlannedGroups): void {
  const { list } = groups;
  let dragged: HTMLInputElement | undefined;
  let over: Element | undefined;
  const light = (target?: Element) => {
    over?.classList.remove("bg-primary-soft");
    over = target;
    over?.classList.add("bg-primary-soft");
  };
  for (const box of list.querySelectorAll<HTMLInputElement>("input[name=person]")) {
    box.closest("li")?.setAttribute("draggable", "true");
  }
  list.addEventListener("dragstart", ({ target, dataTransfer }) => {
    if (!(target instanceof Element)) return;
    dragged = target.closest("li")?.querySelector("input") ?? undefined;
    if (dragged) dataTransfer?.setData("text/plain", dragged.dataset["name"] ?? "");
  });
  list.addEventListener("dragover", (event) => {
    const target = placeUnder(event);
    if (!dragged || !target || target.contains(dragged)) return light();
    event.preventDefault();
    light(target);
  });
  list.addEventListener("dragend", () => {
    light();
    dragged = undefined;
  });
  list.addEventListener("drop", (event) => {
    const target = placeUnder(event);
    if (!dragged || !target) return;
    event.preventDefault();
    const person = target.querySelector<HTMLInputElement>("input[name=person]");
    if (target.hasAttribute("data-planned-group")) groups.move(dragged, target);
    else if (person) groups.swap(dragged, person);
  });
}

/** The person under the pointer, or the group. */
function placeUnder({ target }: DragEvent): HTMLElement | undefined {
  if (!(target instanceof Element)) return undefined;
  return target.closest<HTMLElement>("[data-planned] li") ?? undefined;
}
