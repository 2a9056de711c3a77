/** Controls that need scripts are served hidden. */
export function revealControls(root: Document): void {
  for (const control of root.querySelectorAll<HTMLElement>("[data-script-only]")) {
    control.hidden = false;
  }
}
