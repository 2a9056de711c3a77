import { isChanged } from "./changed_forms.ts";

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
  return Array.from(root.forms).some((form) => form.method === "post" && isChanged(form));
}
