/** Controls that need scripts are served hidden, or invisible if their room is kept. */
export function revealControls(root: Document): void {
  for (const control of root.querySelectorAll<HTMLElement>("[data-script-only]")) {
    control.hidden = false;
    control.classList.remove("invisible");
  }
}
