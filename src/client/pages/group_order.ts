import { format } from "#ui/text/format.ts";

/** The list of groups on the page, and the server's order of them. */
export class GroupOrder {
  readonly #status = document.getElementById("order-status");
  /** Moves are sent one after another, in the order they were made. */
  #sending: Promise<void> = Promise.resolve();

  constructor(readonly list: HTMLElement) {
    // After the back button, the page shows the order as it was left.
    this.#renumber();
  }

  get rows(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[data-group]")];
  }

  /** Shows a row before another one, or at the end. */
  place(row: HTMLElement, before: Element | null): void {
    const focused = document.activeElement;
    this.list.insertBefore(row, before);
    // Moving an element loses its focus.
    if (focused instanceof HTMLElement && row.contains(focused)) focused.focus();
    this.#renumber();
  }

  /** Tells the server a row's new position. If that fails, reloads the page to show the old one. */
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
    // Saved even if the reader leaves the page at once.
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
  // When the row cannot move further, the opposite button takes the focus, so that it is not lost.
  if (disabled && hadFocus) {
    const other = step === "up" ? "down" : "up";
    row.querySelector<HTMLButtonElement>(`button[name=step][value=${other}]`)?.focus();
  }
}
