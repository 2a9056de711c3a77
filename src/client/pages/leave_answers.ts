/**
 * Going back to the answer to a form, such as a preview or a form with errors, would show the
 * browser's error about sending the form again. When such a page is left, its place in the
 * history becomes that of the page at this address. Until then, reloading it asks as ever.
 */
export function leaveAnswers(root: Document): void {
  const { leftAs } = root.documentElement.dataset;
  if (leftAs === undefined) return;
  const leave = () => history.replaceState(history.state, "", leftAs);
  // On the window, after the listeners that may keep the form from being sent.
  window.addEventListener("submit", (event) => event.defaultPrevented || leave());
  window.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (link && !event.defaultPrevented) leave();
  });
}
