import { format } from "#ui/text/format.ts";

/**
 * Selects many entries of a list: all that the filter shows, a range with Shift, the next ones with Shift
 * and the arrows; Escape clears the selection of a list with a bar. The boxes are looked up anew, because a live page changes its list.
 */
export function selectMany(area: HTMLElement): void {
  const boxes = () => [
    ...area.querySelectorAll<HTMLInputElement>(
      "input[type=checkbox][name=member], input[type=checkbox][name=group]",
    ),
  ];
  const shown = () =>
    boxes().filter((box) => !box.closest("[data-filter-text]")?.matches("[hidden]"));
  const count = area.querySelector<HTMLElement>("[data-selected]");
  const bar = area.querySelector<HTMLElement>("[data-selection-bar]");
  /** Stands for all groups that match, also those on other pages. */
  const whole = () => area.querySelector<HTMLInputElement>("input[data-select-all]");
  let last: HTMLInputElement | undefined;

  const show = () => {
    // Those that are selected but not listed.
    const kept = area.querySelectorAll("input[name=member][type=hidden]").length;
    const all = whole();
    const here = boxes().filter((box) => box.checked).length;
    const selected = all?.checked ? Number(all.dataset["selectAll"]) : kept + here;
    if (count) count.textContent = format(count.dataset["selected"] ?? "", { count: selected });
    if (bar) bar.hidden = selected === 0;
    area.dispatchEvent(new CustomEvent("selected", { bubbles: true }));
  };
  const setAll = (some: readonly HTMLInputElement[], checked: boolean) => {
    for (const box of some) box.checked = checked;
    const all = whole();
    if (all && !checked) all.checked = false;
    show();
  };
  const boxOf = ({ target }: Event) =>
    target instanceof HTMLInputElement && boxes().includes(target) ? target : undefined;

  area.addEventListener("change", (event) => {
    const { target } = event;
    const all = whole();
    if (target === all && all) return setAll(boxes(), all.checked);
    if (all && boxOf(event)?.checked === false) all.checked = false;
    show();
  });
  area.addEventListener("click", (event) => {
    const box = boxOf(event);
    if (!box) return;
    if (event.shiftKey && last?.isConnected) setAll(between(shown(), last, box), box.checked);
    last = box;
  });
  area.addEventListener("keydown", (event) => {
    const box = boxOf(event);
    if (event.key === "Escape" && mayClear(bar, box)) return setAll(boxes(), false);
    if (!box || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    const row = shown();
    const next = row[row.indexOf(box) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    if (event.shiftKey) setAll([box, next], true);
    next.focus();
    last = next;
  });
  area.querySelector("[data-select-shown]")?.addEventListener("click", () => setAll(shown(), true));
  area.querySelector("[data-clear-shown]")?.addEventListener("click", () => setAll(shown(), false));
  area.closest("form")?.addEventListener("formdata", ({ formData }) => {
    leaveOutRoles(formData, boxes());
  });
  // The browser may have kept the selection across a reload.
  show();
}

/** In a form, leaving a field must not lose what was chosen, and an open menu only closes. */
function mayClear(bar: HTMLElement | null, box: HTMLInputElement | undefined): boolean {
  if (!bar || bar.querySelector("[open]")) return false;
  return box !== undefined || bar.contains(document.activeElement);
}

function between(
  row: readonly HTMLInputElement[],
  one: HTMLInputElement,
  other: HTMLInputElement,
): HTMLInputElement[] {
  const [from, to] = [row.indexOf(one), row.indexOf(other)].toSorted((a, b) => a - b) as [
    number,
    number,
  ];
  return from < 0 ? [other] : row.slice(from, to + 1);
}

/** The roles of people who are not chosen mean nothing, and would be most of the form's data. */
function leaveOutRoles(formData: FormData, boxes: readonly HTMLInputElement[]): void {
  for (const box of boxes) {
    if (!box.checked) formData.delete(`role:${box.value}`);
  }
}
