/** The dialog with all shortcuts, which the server renders. */

let asking = false;

export async function showShortcuts(root: Document): Promise<void> {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch("/help/shortcuts");
    if (!answer.ok) return location.assign("/help#shortcuts");
    const { body } = new DOMParser().parseFromString(await answer.text(), "text/html");
    const dialog = body.querySelector("dialog");
    // Another one may have opened meanwhile.
    if (!dialog || root.querySelector("dialog:modal")) return;
    root.body.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", (event) => {
      const { target } = event;
      // Beside the list, or on its button.
      if (target instanceof Element && (target === dialog || target.closest("[data-close]"))) {
        dialog.close();
      }
    });
    dialog.showModal();
  } catch {
    // Without a connection there is no list; leaving the page would lose more than it shows.
  } finally {
    asking = false;
  }
}
