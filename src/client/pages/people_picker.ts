import { format } from "#ui/text/format.ts";

/** Counts the chosen people, and chooses or clears everyone whom the filter shows. */
export function pickPeople(fieldset: HTMLElement): void {
  const boxes = [
    ...fieldset.querySelectorAll<HTMLInputElement>("input[name=member][type=checkbox]"),
  ];
  // People who are chosen but not listed.
  const kept = fieldset.querySelectorAll("input[name=member][type=hidden]").length;
  const count = fieldset.querySelector<HTMLElement>("[data-selected]");

  const showCount = () => {
    const selected = kept + boxes.filter((box) => box.checked).length;
    if (count) count.textContent = format(count.dataset["selected"] ?? "", { count: selected });
    fieldset.dispatchEvent(new CustomEvent("selected", { bubbles: true }));
  };
  const setShown = (checked: boolean) => {
    for (const box of boxes) {
      if (!box.closest("li")?.hidden) box.checked = checked;
    }
    showCount();
  };

  fieldset.addEventListener("change", showCount);
  fieldset.querySelector("[data-select-shown]")?.addEventListener("click", () => setShown(true));
  fieldset.querySelector("[data-clear-shown]")?.addEventListener("click", () => setShown(false));
  fieldset.closest("form")?.addEventListener("formdata", ({ formData }) => {
    leaveOutRoles(formData, boxes);
  });
  // The browser may have kept the choice across a reload.
  showCount();
}

/** The roles of people who are not chosen mean nothing, and would be most of the form's data. */
function leaveOutRoles(formData: FormData, boxes: HTMLInputElement[]): void {
  for (const box of boxes) {
    if (!box.checked) formData.delete(`role:${box.value}`);
  }
}
