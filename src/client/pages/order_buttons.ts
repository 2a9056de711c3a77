import type { GroupOrder } from "./group_order.ts";

/** The buttons up and down move their row at once and keep the focus. */
export function sortByButtons(order: GroupOrder): void {
  order.list.addEventListener("submit", (event) => {
    const { submitter } = event;
    const row = submitter?.closest<HTMLElement>("[data-group]");
    if (!row || !(submitter instanceof HTMLButtonElement)) return;
    event.preventDefault();
    const up = submitter.value === "up";
    const before = up ? row.previousElementSibling : row.nextElementSibling?.nextElementSibling;
    submitter.focus();
    order.place(row, before ?? null);
    order.save(row);
  });
}
