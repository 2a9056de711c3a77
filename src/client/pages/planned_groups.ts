import { format } from "#ui/text/format.ts";

/**
 * The groups of a plan. Two people who are chosen can be swapped, one can be moved; the arrow keys go
 * from person to person and from group to group. Everything is sent by the buttons of the page.
 */
export class PlannedGroups {
  #asked = 0;

  constructor(
    readonly list: HTMLElement,
    private readonly bar: HTMLElement,
  ) {}

  start(): void {
    this.list.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement) this.#chosen(target);
    });
    this.list.addEventListener("keydown", (event) => this.#press(event));
    this.bar.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#clear();
    });
    this.bar.querySelector("[data-swap-clear]")?.addEventListener("click", () => this.#clear());
    // The browser may have kept the choice across a reload.
    this.#show();
  }

  /** Two people change places. */
  swap(one: HTMLInputElement, other: HTMLInputElement): void {
    if (groupOf(one) === groupOf(other)) return;
    this.#choose(one, other);
    this.#send("swap");
  }

  /** A person goes to another group. */
  move(person: HTMLInputElement, group: HTMLElement): void {
    if (groupOf(person) === group) return;
    this.#choose(person);
    const select = this.bar.querySelector<HTMLSelectElement>("select[name=group]");
    if (select) select.value = group.dataset["plannedGroup"] ?? "";
    this.#send("move");
  }

  #boxes(): HTMLInputElement[] {
    return [...this.list.querySelectorAll<HTMLInputElement>("input[name=person]")];
  }

  #choose(...people: HTMLInputElement[]): void {
    for (const box of this.#boxes()) box.checked = people.includes(box);
  }

  #send(step: string): void {
    const button = this.bar.querySelector<HTMLButtonElement>(`button[value=${step}]`);
    button?.form?.requestSubmit(button);
  }

  #clear(): void {
    const focused = this.bar.contains(document.activeElement);
    const first = this.#boxes().find(({ checked }) => checked);
    this.#choose();
    this.#show();
    if (focused) first?.focus();
  }

  /** No more than two, in two groups: another one takes the place of the one of the same group. */
  #chosen(box: HTMLInputElement): void {
    const others = this.#boxes().filter((other) => other.checked && other !== box);
    if (box.checked) {
      const same = others.find((other) => groupOf(other) === groupOf(box));
      const away = same ?? (others.length > 1 ? others[0] : undefined);
      if (away) away.checked = false;
    }
    this.#show();
  }

  #show(): void {
    const [one, other] = this.#boxes().filter(({ checked }) => checked);
    this.bar.hidden = !one;
    const text = this.bar.querySelector<HTMLElement>("[data-swap-text]");
    const check = this.bar.querySelector<HTMLElement>("[data-swap-check]");
    if (!one || !text || !check) return;
    check.textContent = "";
    for (const part of this.bar.querySelectorAll<HTMLElement>("[data-for]")) {
      part.hidden = part.dataset["for"] !== (other ? "2" : "1");
    }
    const { swap = "", picked = "" } = this.bar.dataset;
    text.textContent = format(other ? swap : picked, {
      one: one.dataset["name"] ?? "",
      first: nameOf(groupOf(one)),
      other: other?.dataset["name"] ?? "",
      second: nameOf(other && groupOf(other)),
    });
    if (other) void this.#check(check, one.value, other.value);
  }

  /** Says what the swap would change; only the newest answer counts. */
  async #check(place: HTMLElement, one: string, other: string): Promise<void> {
    const asked = ++this.#asked;
    const query = new URLSearchParams({ one, other });
    try {
      const answer = await fetch(`${this.bar.dataset["check"]}?${query}`);
      if (!answer.ok || asked !== this.#asked) return;
      const { text } = (await answer.json()) as { text: string };
      place.textContent = text;
    } catch {
      // Without a connection, the swap says what it did.
    }
  }

  #press(event: KeyboardEvent): void {
    const { target, key } = event;
    if (!(target instanceof HTMLInputElement)) return;
    if (key === "Escape") return this.#clear();
    if (key === "Enter") {
      event.preventDefault();
      if (this.#boxes().filter(({ checked }) => checked).length === 2) this.#send("swap");
      return;
    }
    const next = this.#next(target, key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  #next(box: HTMLInputElement, key: string): HTMLInputElement | undefined {
    const shown = this.#boxes().filter((other) => other.offsetParent !== null);
    const place = shown.indexOf(box);
    if (key === "ArrowDown") return shown[place + 1];
    if (key === "ArrowUp") return shown[place - 1];
    if (key !== "ArrowRight" && key !== "ArrowLeft") return undefined;
    const groups = [...new Set(shown.map(groupOf))];
    const to = groups[groups.indexOf(groupOf(box)) + (key === "ArrowRight" ? 1 : -1)];
    const row = shown.filter((other) => groupOf(other) === groupOf(box)).indexOf(box);
    const there = shown.filter((other) => to !== undefined && groupOf(other) === to);
    return there[Math.min(row, there.length - 1)];
  }
}

function groupOf(box: HTMLInputElement): HTMLElement | null {
  return box.closest<HTMLElement>("[data-planned-group]");
}

function nameOf(group: HTMLElement | null | undefined): string {
  return group?.dataset["name"] ?? "";
}
