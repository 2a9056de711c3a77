/** The script of the pages that create and sort groups. */
import { renameInPlace } from "../pages/rename.ts";
import { selectMany } from "../pages/selection.ts";
import { sortByButtons } from "../pages/order_buttons.ts";
import { sortByDragging } from "../pages/order_dragging.ts";
import { GroupOrder } from "../pages/group_order.ts";

for (const area of document.querySelectorAll<HTMLElement>("[data-selects]")) {
  selectMany(area);
}
const renamed = document.querySelector<HTMLElement>("[data-renames]");
if (renamed) renameInPlace(renamed);
const list = document.querySelector<HTMLElement>("[data-order]");
if (list) {
  const order = new GroupOrder(list);
  sortByButtons(order);
  sortByDragging(order);
}
