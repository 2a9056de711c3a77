/**
 * A button with `data-show-password` of a field's id shows and hides what is typed there.
 */
export function showPasswords(root: Document): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("[data-show-password]")) {
    const field = root.getElementById(button.dataset["showPassword"] ?? "");
    if (!(field instanceof HTMLInputElement)) continue;
    button.addEventListener("click", () => {
      const shown = field.type === "password";
      field.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", String(shown));
    });
    // A browser offers to remember passwords, not text.
    field.form?.addEventListener("submit", () => (field.type = "password"));
  }
}
