/** The script of a plan for groups: people are swapped and moved by dragging, or by keys. */
import { PlannedGroups } from "../pages/planned_groups.ts";
import { dragPeople } from "../pages/planned_dragging.ts";

const list = document.querySelector<HTMLElement>("[data-planned]");
const bar = document.querySelector<HTMLElement>("[data-swap-bar]");
if (list && bar) {
  const groups = new PlannedGroups(list, bar);
  groups.start();
  dragPeople(groups);
}
