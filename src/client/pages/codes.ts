import { copyText } from "#ui/chat/copy_text.ts";

/**
 * A button with `data-copy` of an element's id copies its text, and then says so; one with
 * `data-print` prints the page.
 */
export function offerCopies(root: Document): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
    button.addEventListener("click", () => {
      const source = root.getElementById(button.dataset["copy"] ?? "");
      void copyText(source?.textContent ?? "").then((copied) => {
        const label = button.querySelector("[aria-live]");
        if (copied && label) label.textContent = button.dataset["copied"] ?? "";
      });
    });
  }
  for (const button of root.querySelectorAll<HTMLButtonElement>("[data-print]")) {
    button.addEventListener("click", () => print());
  }
}
