import { browserClock } from "../browser_clock.ts";

/**
 * Hardly any answer takes this long. If the page is still open, its reader decided to stay or
 * stopped the browser from loading; no event tells a page about either.
 */
const leavingMs = 10_000;

/**
 * A form that changes something is sent once, however often its button is pressed. The button is
 * not disabled, because it would lose the focus and its own value would not be sent.
 */
export function sendOnce(root: Document): void {
  /** Each form with a function that ends its waiting. */
  const sent = new Map<HTMLFormElement, () => void>();
  const release = (form: HTMLFormElement) => {
    sent.get(form)?.();
    sent.delete(form);
    for (const button of form.querySelectorAll<HTMLElement>("[aria-busy]")) setReady(button);
  };
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented || changesNothing(event))
      return;
    if (sent.has(form)) return event.preventDefault();
    sent.set(
      form,
      browserClock.after(leavingMs, () => release(form)),
    );
    if (event.submitter) setWorking(event.submitter);
  });
  // After the back button, the page is shown as it was left, with its forms marked as sent.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of sent.keys()) release(form);
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
