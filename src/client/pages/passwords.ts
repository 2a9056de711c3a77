/** A button with `data-show-password` of a field's id shows and hides the password in it. */
export function showPasswords(root: Document): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("[data-show-password]")) {
    const field = root.getElementById(button.dataset["showPassword"] ?? "");
    if (!(field instanceof HTMLInputElement)) continue;
    button.addEventListener("click", () => {
      const shown = field.type === "password";
      field.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", String(shown));
    });
    // Browsers offer to remember the value of password fields only.
    field.form?.addEventListener("submit", () => (field.type = "password"));
  }
}
