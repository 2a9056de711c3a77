/**
 * A page restored by the back button shows its old state. It is loaded again, unless someone has
 * begun to fill in a form on it. The chat updates itself.
 */
export function showCurrentNumbers(root: Document): void {
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted || root.getElementById("chat") || isFilledIn(root)) return;
    location.reload();
  });
}

/** Whether a form that changes something differs from how it was served. */
function isFilledIn(root: Document): boolean {
  return Array.from(root.forms).some(
    (form) => form.method === "post" && Array.from(form.elements).some(differs),
  );
}

function differs(field: Element): boolean {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (field instanceof HTMLSelectElement) return selectDiffers(field);
  if (!(field instanceof HTMLInputElement)) return false;
  if (field.type === "checkbox" || field.type === "radio") {
    return field.checked !== field.defaultChecked;
  }
  return field.value !== field.defaultValue;
}

/** Without a preselected option, the first one is selected. */
function selectDiffers({ options, selectedIndex }: HTMLSelectElement): boolean {
  const served = Array.from(options).findLastIndex(({ defaultSelected }) => defaultSelected);
  return selectedIndex !== Math.max(0, served);
}
