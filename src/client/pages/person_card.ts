/**
 * The card of a person beside the name, which the server renders. It is a modal dialog, so the
 * browser keeps the focus within it, and closes it on Escape or on the back gesture of a phone.
 */
import { isKnownOnline } from "../presence_question.ts";
import { localTimes } from "./local_times.ts";

/** Distances in pixels from the name and from the edges of the window. */
const gap = 6;
const edge = 8;

export class PersonCard {
  readonly #place: HTMLElement;
  #opener: HTMLAnchorElement | undefined;
  #asking = new AbortController();

  constructor(private readonly dialog: HTMLDialogElement) {
    this.#place = dialog.querySelector<HTMLElement>("[data-card]")!;
    dialog.addEventListener("click", (event) => {
      const { target } = event;
      // Beside the card, whose content covers the dialog itself, or on its button.
      if (target === dialog || (target instanceof Element && target.closest("[data-close]"))) {
        dialog.close();
      }
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      // Or the details pane would close, too.
      event.stopPropagation();
      event.preventDefault();
      dialog.close();
    });
    dialog.addEventListener("close", () => this.#closed());
    addEventListener("resize", () => this.#settle());
  }

  /** @param link in the page, or in the card itself for another person */
  show(link: HTMLAnchorElement): void {
    const isFollowed = this.dialog.contains(link);
    if (!isFollowed) this.#opener = link;
    void this.#load(link.pathname, isFollowed ? "" : nameOf(link));
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.querySelector<HTMLElement>("[data-close]")?.focus();
    this.#settle();
  }

  async #load(path: string, name: string): Promise<void> {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.#fill("waiting", name);
    try {
      const answer = await fetch(`${path}/card`, { signal });
      // To the sign-in page, which then leads to the person's own.
      if (answer.redirected) return location.assign(path);
      if (!answer.ok) return this.#fail(answer.status === 404, path, name);
      this.#put(await answer.text());
    } catch {
      if (!signal.aborted) this.#fail(false, path, name);
    }
  }

  #put(html: string): void {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    this.#place.replaceChildren(...body.childNodes);
    localTimes(document, this.#place);
    const userId = this.#place.querySelector<HTMLElement>("[data-card-of]")?.dataset["cardOf"];
    const online = userId !== undefined && isKnownOnline(document, userId);
    for (const sign of this.#place.querySelectorAll<HTMLElement>("[data-online]")) {
      sign.hidden = !online;
    }
    this.#settle();
  }

  #fail(isMissing: boolean, path: string, name: string): void {
    this.#fill("trouble", name);
    this.#place.querySelector(isMissing ? "[data-failed]" : "[data-missing]")?.remove();
    this.#place.querySelector("[data-again]")?.addEventListener("click", () => {
      void this.#load(path, name);
      this.dialog.querySelector<HTMLElement>("[data-close]")?.focus();
    });
    this.#settle();
  }

  #fill(part: "waiting" | "trouble", name: string): void {
    const template = this.dialog.querySelector<HTMLTemplateElement>(`template[data-${part}]`);
    if (!template) return;
    this.#place.replaceChildren(template.content.cloneNode(true));
    const heading = this.#place.querySelector("[data-name]");
    if (heading) heading.textContent = name;
  }

  #closed(): void {
    this.#asking.abort();
    // Not every browser focuses a clicked link, which is where the focus returns to.
    if (this.#opener?.isConnected) this.#opener.focus({ preventScroll: true });
    this.#place.replaceChildren();
  }

  /** Below the name if there is room, otherwise above or beside it; on a phone at the bottom. */
  #settle(): void {
    const { dialog } = this;
    if (!dialog.open || !this.#opener) return;
    const { style } = dialog;
    style.left = style.top = "";
    if (matchMedia("(width < 40rem)").matches) return;
    const { left, right, top, bottom } = this.#opener.getBoundingClientRect();
    const [mostLeft, mostTop] = [
      innerWidth - dialog.offsetWidth - edge,
      innerHeight - dialog.offsetHeight - edge,
    ];
    const above = top - gap - dialog.offsetHeight;
    const [below, beside] = [bottom + gap, right + gap];
    const fitsInColumn = below <= mostTop || above >= edge;
    style.left = `${within(fitsInColumn || beside > mostLeft ? left : beside, mostLeft)}px`;
    style.top = `${within(below <= mostTop || above < edge ? below : above, mostTop)}px`;
  }
}

function within(wanted: number, most: number): number {
  return Math.max(edge, Math.min(wanted, most));
}

function nameOf(link: HTMLAnchorElement): string {
  return link.dataset["personCard"] || (link.textContent ?? "").trim();
}
