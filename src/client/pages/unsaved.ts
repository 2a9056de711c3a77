import { isChanged } from "./changed_forms.ts";

/**
 * Asks before the page is left with changes that were not saved, in forms with `data-asks`. The
 * browser's question is asked for only while there is something to lose: a page that listens for it
 * may not be kept for the back button. Sending the form and its Cancel ask nothing.
 */
export function askBeforeLeaving(root: Document): void {
  const forms = [...root.querySelectorAll<HTMLFormElement>("form[data-asks]")];
  if (forms.length === 0) return;
  const attend = () => {
    const loses = forms.some((form) => form.dataset["asks"] === "typed" || isChanged(form));
    if (loses) window.addEventListener("beforeunload", stop);
    else window.removeEventListener("beforeunload", stop);
  };
  const release = () => window.removeEventListener("beforeunload", stop);
  for (const form of forms) {
    form.addEventListener("input", attend);
    form.addEventListener("change", attend);
    form.addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest("a[data-cancel]")) release();
      // Buttons that choose people change boxes without an event.
      else attend();
    });
  }
  // On the window, because listeners of the document may keep the form from being sent.
  window.addEventListener("submit", (event) => event.defaultPrevented || release());
  window.addEventListener("pageshow", attend);
}

function stop(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
