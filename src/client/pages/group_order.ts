import { format } from "#ui/text/format.ts";

/** The ordered list on the page, of groups or of courses, and the server's order of it. */
export class GroupOrder {
  readonly #status = document.getElementById("order-status");
  readonly #bar = document.querySelector<HTMLElement>("[data-order-bar]");
  readonly #undo = document.querySelector<HTMLButtonElement>("[data-undo-move]");
  /** Takes the last move back. */
  #takeBack = (): void => {};
  /** Moves are sent one after another, in the order they were made. */
  #sending: Promise<void> = Promise.resolve();

  constructor(readonly list: HTMLElement) {
    // After the back button, the page shows the order as it was left.
    this.#renumber();
    this.#undo?.addEventListener("click", () => this.#takeBack());
  }

  /** The place of the first row: of a later page, not 1. */
  get #first(): number {
    return Number(this.list.dataset["from"] ?? 1);
  }

  /** Whether there are rows on other pages, to which only the server can move one. */
  get isPaged(): boolean {
    return this.list.dataset["count"] !== undefined;
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

  /**
   * Tells the server a row's new position.
   * @param was the row that it stood before, for taking the move back
   */
  save(row: HTMLElement, was: Element | null): void {
    const rows = this.rows;
    const next = rows[rows.indexOf(row) + 1];
    // The list may be one page of several: the row after its last one is on the next.
    const { next: following = "", count = rows.length } = this.list.dataset;
    const body = new URLSearchParams({
      id: row.dataset["group"] ?? "",
      before: next?.dataset["group"] ?? following,
    });
    this.#report(this.list.dataset["moved"] ?? "", {
      name: row.dataset["name"] ?? "",
      place: rows.indexOf(row) + this.#first,
      count,
    });
    this.#offerUndo(row, was);
    this.#sending = this.#sending.then(() => this.#send(body));
  }

  #offerUndo(row: HTMLElement, was: Element | null): void {
    if (!this.#undo) return;
    this.#undo.hidden = false;
    this.#takeBack = () => {
      const now = row.nextElementSibling;
      this.place(row, was);
      this.save(row, now);
    };
  }

  async #send(body: URLSearchParams): Promise<void> {
    const headers = { Accept: "application/json" };
    // Saved even if the reader leaves the page at once.
    const request: RequestInit = { method: "POST", headers, body, keepalive: true };
    const answer = await fetch(this.list.dataset["order"] ?? "", request).catch(() => {});
    if (!answer?.ok) this.#fail(this.list.dataset["failed"] ?? "");
  }

  #report(template: string, params: Record<string, string | number>): void {
    if (!this.#status) return;
    this.#bar?.classList.remove("sr-only");
    this.#status.textContent = format(template, params);
  }

  #fail(text: string): void {
    if (!this.#status) return;
    if (this.#undo) this.#undo.hidden = true;
    this.#bar?.classList.remove("sr-only");
    this.#status.textContent = text;
  }

  #renumber(): void {
    const rows = this.rows;
    for (const [index, row] of rows.entries()) {
      const place = row.querySelector("[data-place]");
      if (place) place.textContent = String(index + this.#first);
      if (this.isPaged) continue;
      setDisabled(row, ["first", "up"], index === 0);
      setDisabled(row, ["last", "down"], index === rows.length - 1);
    }
  }
}

function setDisabled(row: HTMLElement, steps: string[], disabled: boolean): void {
  for (const step of steps) {
    const button = row.querySelector<HTMLButtonElement>(`button[name=step][value=${step}]`);
    if (!button) continue;
    const hadFocus = document.activeElement === button;
    button.disabled = disabled;
    // When the row cannot move further, the opposite button takes the focus, so that it is not lost.
    if (disabled && hadFocus) {
      const other = step === "up" ? "down" : "up";
      row.querySelector<HTMLButtonElement>(`button[name=step][value=${other}]`)?.focus();
    }
  }
}
