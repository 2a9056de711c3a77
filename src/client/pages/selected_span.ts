/**
 * What is selected in a message fills the two numbers of its form, counted from 1. The text has a caret, so
 * that it can be selected by keyboard, and cannot be changed.
 */
export function noteSelectedSpan(root: Document): void {
  root.addEventListener("beforeinput", (event) => {
    if (isText(event.target)) event.preventDefault();
  });
  // Not every browser says of a field that its selection has changed.
  for (const name of ["selectionchange", "select", "keyup", "pointerup"] as const) {
    root.addEventListener(name, () => note(root.activeElement));
  }
}

function note(text: Element | null): void {
  if (!isText(text)) return;
  const { selectionStart, selectionEnd, form } = text;
  if (selectionStart === selectionEnd) return;
  fill(form, "from", selectionStart + 1);
  fill(form, "to", selectionEnd);
}

function isText(target: EventTarget | null): target is HTMLTextAreaElement {
  return target instanceof HTMLTextAreaElement && target.dataset["span"] !== undefined;
}

function fill(form: HTMLFormElement | null, name: string, value: number): void {
  const field = form?.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = String(value);
}
