import type { GroupOrder } from "./group_order.ts";

/** The steps of a row's menu move it at once. One step keeps the menu open, for the next one. */
export function sortByButtons(order: GroupOrder): void {
  order.list.addEventListener("submit", (event) => {
    const { submitter, target } = event;
    const row = submitter?.closest<HTMLElement>("[data-group]");
    if (!row || !(submitter instanceof HTMLButtonElement)) return;
    // A row has other forms, too. On a page of several, the server moves it.
    const isStep = target instanceof HTMLElement && target.dataset["reorder"] !== undefined;
    if (!isStep || order.isPaged) return;
    event.preventDefault();
    const was = row.nextElementSibling;
    const isFar = submitter.value === "first" || submitter.value === "last";
    if (isFar) close(submitter);
    else submitter.focus();
    order.place(row, rowAfter(order, row, submitter.value));
    order.save(row, was);
    if (isFar) row.scrollIntoView({ block: "nearest" });
  });
}

/** The row before which the step leads; null at the end. */
function rowAfter({ list }: GroupOrder, row: HTMLElement, step: string): Element | null {
  if (step === "first") return list.firstElementChild;
  if (step === "last") return null;
  return step === "up"
    ? row.previousElementSibling
    : (row.nextElementSibling?.nextElementSibling ?? null);
}

function close(button: HTMLElement): void {
  const menu = button.closest("details");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
}
