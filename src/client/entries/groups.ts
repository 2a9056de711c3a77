/** The script of the pages that create and sort groups. */
import { pickPeople } from "../pages/people_picker.ts";
import { sortByButtons } from "../pages/order_buttons.ts";
import { sortByDragging } from "../pages/order_dragging.ts";
import { GroupOrder } from "../pages/group_order.ts";

for (const fieldset of document.querySelectorAll<HTMLElement>("[data-people]")) {
  pickPeople(fieldset);
}
const list = document.querySelector<HTMLElement>("[data-order]");
if (list) {
  const order = new GroupOrder(list);
  sortByButtons(order);
  sortByDragging(order);
}
