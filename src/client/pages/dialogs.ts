/**
 * Questions before an act. A link with `data-ask` leads to a page with the question; this shows it
 * in the page's one dialog, as the server has it at that moment. Whatever stops that, such as a
 * session that has ended, leads to the page.
 */
export function openDialogs(root: Document): void {
  root.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || wantsNewTab(event)) return;
    const dialog = event.target.closest<HTMLDialogElement>("dialog[data-page-dialog]");
    if (dialog && (event.target === dialog || event.target.closest("[data-close]"))) {
      event.preventDefault();
      return dialog.close();
    }
    const link = event.target.closest<HTMLAnchorElement>("a[data-ask]");
    if (!link) return;
    event.preventDefault();
    void ask(root, link);
  });
}

async function ask(root: Document, link: HTMLAnchorElement): Promise<void> {
  if (link.ariaBusy === "true") return;
  link.ariaBusy = "true";
  const question = await fetchQuestion(link.href);
  link.ariaBusy = null;
  if (!question) return location.assign(link.href);
  const menu = link.closest<HTMLDetailsElement>("details");
  if (menu) menu.open = false;
  const dialog = pageDialog(root);
  dialog.replaceChildren(root.adoptNode(question));
  const title = dialog.querySelector("h2");
  if (title) {
    title.hidden = false;
    title.id = "question-title";
    dialog.setAttribute("aria-labelledby", title.id);
  }
  dialog.showModal();
  // On a low screen it would begin with its buttons, of which one has the focus now.
  dialog.scrollTop = 0;
  // Not every browser focuses what was clicked, which is where the focus returns to.
  const back = menu?.querySelector("summary") ?? link;
  dialog.addEventListener("close", () => back.focus(), { once: true });
}

async function fetchQuestion(address: string): Promise<Element | null> {
  try {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return answer.ok ? page.querySelector("[data-question]") : null;
  } catch {
    return null;
  }
}

function pageDialog(root: Document): HTMLDialogElement {
  const known = root.querySelector<HTMLDialogElement>("dialog[data-page-dialog]");
  if (known) return known;
  const dialog = root.createElement("dialog");
  dialog.dataset["pageDialog"] = "";
  dialog.className =
    "m-auto w-[min(30rem,calc(100vw-2rem))] rounded bg-raised p-0 text-body shadow backdrop:bg-scrim";
  root.body.append(dialog);
  return dialog;
}

function wantsNewTab(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey;
}
