/** A link with `data-person-card` opens the card of the person beside it. */
import { wantsNewTab } from "#ui/chat/wants_new_tab.ts";
import { useLate } from "./late.ts";
import type { PersonCard } from "./person_card.ts";

export function openPersonCards(root: Document): void {
  const dialog = root.getElementById("person-card");
  if (!(dialog instanceof HTMLDialogElement)) return;
  let card: PersonCard | undefined;
  root.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.defaultPrevented || wantsNewTab(event)) return;
    const link = event.target.closest<HTMLAnchorElement>("a[data-person-card]");
    if (!link) return;
    event.preventDefault();
    useLate(link.href, (late) => {
      card ??= new late.PersonCard(dialog);
      card.show(link);
    });
  });
}
