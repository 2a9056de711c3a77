/** Whether a form differs from how it was served. */
export function isChanged(form: HTMLFormElement): boolean {
  return Array.from(form.elements).some(differs);
}

function differs(field: Element): boolean {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (field instanceof HTMLSelectElement) return selectDiffers(field);
  if (!(field instanceof HTMLInputElement) || isSearch(field)) return false;
  if (field.type === "checkbox" || field.type === "radio") {
    return field.checked !== field.defaultChecked;
  }
  return field.value !== field.defaultValue;
}

/** It only filters a list, and nothing is lost with it. */
function isSearch({ dataset }: HTMLInputElement): boolean {
  return dataset["filter"] !== undefined || dataset["filterFree"] !== undefined;
}

/** Without a preselected option, the first one is selected. */
function selectDiffers({ options, selectedIndex }: HTMLSelectElement): boolean {
  const served = Array.from(options).findLastIndex(({ defaultSelected }) => defaultSelected);
  return selectedIndex !== Math.max(0, served);
}
