/**
 * A form that changes something is sent once, however often its button is pressed. The button is
 * not disabled: it would lose the focus, and its own value would not be sent.
 */
export function sendOnce(root: Document): void {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented || changesNothing(event))
      return;
    if (form.dataset["sent"] !== undefined) return event.preventDefault();
    form.dataset["sent"] = "";
    if (event.submitter) setWorking(event.submitter);
  });
  // Coming back by the back button, the page is shown as it was left: with its forms sent.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of root.querySelectorAll<HTMLFormElement>("form[data-sent]")) {
      delete form.dataset["sent"];
      for (const button of form.querySelectorAll<HTMLElement>("[aria-busy]")) setReady(button);
    }
  });
}

function changesNothing({ submitter, target }: SubmitEvent): boolean {
  const method = submitter?.getAttribute("formmethod") ?? (target as HTMLFormElement).method;
  return method.toLowerCase() !== "post";
}

function setWorking(button: HTMLElement): void {
  button.setAttribute("aria-busy", "true");
  const working = button.dataset["working"];
  if (working === undefined) return;
  button.dataset["ready"] = button.textContent;
  button.textContent = working;
}

function setReady(button: HTMLElement): void {
  button.removeAttribute("aria-busy");
  if (button.dataset["ready"] !== undefined) button.textContent = button.dataset["ready"];
}
