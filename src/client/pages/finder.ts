/**
 * The dialog in which a group or a person is found by name. The server renders what was found. The
 * focus stays in the field; the arrow keys move between the results, and Enter follows one.
 */
import { browserClock } from "../browser_clock.ts";

/** While the reader types quickly, only the last text is asked for. */
const pauseMs = 120;

export class Finder {
  readonly #field: HTMLInputElement;
  readonly #results: HTMLElement;
  readonly #failed: HTMLElement;
  readonly #status: HTMLElement;
  #cancelAsking = () => {};
  #asking = new AbortController();
  #chosen = 0;
  /** What is shown does not answer the field's text yet. */
  #waits = true;
  #isEntered = false;

  constructor(dialog: HTMLDialogElement) {
    this.#field = dialog.querySelector<HTMLInputElement>("[data-find-field]")!;
    this.#results = dialog.querySelector<HTMLElement>("[data-find-results]")!;
    this.#failed = dialog.querySelector<HTMLElement>("[data-find-failed]")!;
    this.#status = dialog.querySelector<HTMLElement>("[data-find-count]")!;
    this.#field.addEventListener("input", () => {
      this.#cancelAsking();
      // What was asked for before does not answer it.
      this.#asking.abort();
      this.#waits = true;
      this.#isEntered = false;
      this.#cancelAsking = browserClock.after(pauseMs, () => void this.#ask());
    });
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    dialog.querySelector("[data-close]")?.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("close", () => {
      this.#cancelAsking();
      this.#asking.abort();
      this.#results.replaceChildren();
      this.#isEntered = false;
    });
  }

  /**
   * Shows what fits the field's text.
   * @param isEntered whether the first of it is followed at once
   */
  ask(isEntered: boolean): void {
    this.#waits = true;
    this.#isEntered = isEntered;
    void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    try {
      const query = new URLSearchParams({ q: this.#field.value });
      const answer = await fetch(`/find/results?${query}`, { signal });
      if (answer.redirected) return location.assign("/find");
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const { body } = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.#results.replaceChildren(...body.childNodes);
      this.#failed.hidden = true;
      this.#waits = false;
      this.#choose(0);
      if (this.#isEntered) this.#follow();
      // For screen readers; what can be chosen is announced by the field.
      this.#status.textContent = this.#results.querySelector("[data-nothing]")?.textContent ?? "";
    } catch {
      if (signal.aborted) return;
      this.#results.replaceChildren();
      this.#failed.hidden = false;
    }
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      this.#choose(this.#chosen + step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      // A reader who types faster than the server answers means what is about to be found.
      if (this.#waits) this.#isEntered = true;
      else this.#follow();
    }
  }

  #follow(): void {
    this.#isEntered = false;
    this.#links()[this.#chosen]?.click();
  }

  #choose(wanted: number): void {
    const links = this.#links();
    this.#chosen = Math.max(0, Math.min(wanted, links.length - 1));
    for (const [index, link] of links.entries()) {
      link.ariaSelected = String(index === this.#chosen);
    }
    const chosen = links[this.#chosen];
    chosen?.scrollIntoView({ block: "nearest" });
    this.#field.setAttribute("aria-activedescendant", chosen?.id ?? "");
  }

  #links(): HTMLAnchorElement[] {
    return [...this.#results.querySelectorAll<HTMLAnchorElement>("[role=option]")];
  }
}
