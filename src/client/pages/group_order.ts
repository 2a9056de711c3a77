import { format } from "#ui/text/format.ts";

/** The list of groups on the page, and the server's order that it shows. */
export class GroupOrder {
  readonly #status = document.getElementById("order-status");
  /** Moves are sent one after another, as they were made. */
  #sending: Promise<void> = Promise.resolve();

  constructor(readonly list: HTMLElement) {
    // Who comes back by the back button sees the order as it was left.
    this.#renumber();
  }

  get rows(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[data-group]")];
  }

  /** Shows a row before another one, or at the end. */
  place(row: HTMLElement, before: Element | null): void {
    const focused = document.activeElement;
    this.list.insertBefore(row, before);
    // Moving an element takes its focus away.
    if (focused instanceof HTMLElement && row.contains(focused)) focused.focus();
    this.#renumber();
  }

  /** Tells the server where a row stands now; what fails is shown as it was, by loading the page. */
  save(row: HTMLElement): void {
    const rows = this.rows;
    const next = rows[rows.indexOf(row) + 1];
    const body = new URLSearchParams({
      id: row.dataset["group"] ?? "",
      before: next?.dataset["group"] ?? "",
    });
    this.#report(this.list.dataset["moved"] ?? "", {
      name: row.dataset["name"] ?? "",
      place: rows.indexOf(row) + 1,
      count: rows.length,
    });
    this.#sending = this.#sending.then(() => this.#send(body));
  }

  async #send(body: URLSearchParams): Promise<void> {
    const headers = { Accept: "application/json" };
    // Saved also where the page is left at once.
    const request: RequestInit = { method: "POST", headers, body, keepalive: true };
    const answer = await fetch("/groups/reorder", request).catch(() => {});
    if (!answer?.ok) this.#fail(this.list.dataset["failed"] ?? "");
  }

  #report(template: string, params: Record<string, string | number>): void {
    if (this.#status) this.#status.textContent = format(template, params);
  }

  #fail(text: string): void {
    if (!this.#status) return;
    this.#status.classList.remove("sr-only");
    this.#status.textContent = text;
  }

  #renumber(): void {
    const rows = this.rows;
    for (const [index, row] of rows.entries()) {
      const place = row.querySelector("[data-place]");
      if (place) place.textContent = String(index + 1);
      setDisabled(row, "up", index === 0);
      setDisabled(row, "down", index === rows.length - 1);
    }
  }
}

function setDisabled(row: HTMLElement, step: "up" | "down", disabled: boolean): void {
  const button = row.querySelector<HTMLButtonElement>(`button[name=step][value=${step}]`);
  if (!button) return;
  const hadFocus = document.activeElement === button;
  button.disabled = disabled;
  // At the end of the way the focus goes to the way back, and is not lost.
  if (disabled && hadFocus) {
    const other = step === "up" ? "down" : "up";
    row.querySelector<HTMLButtonElement>(`button[name=step][value=${other}]`)?.focus();
  }
}
