/**
 * Lets the back button close something that covers the page: it gets an entry of its own in the
 * history, with the same address.
 * @returns a function to call when it was closed in another way, which removes the entry
 */
export function closesOnBack(close: () => void): () => void {
  history.pushState({ ...(history.state as object | null), covered: true }, "");
  let isOpen = true;
  // The page itself has not changed its address, so nobody else needs to know.
  const popped = (event: PopStateEvent) => {
    event.stopImmediatePropagation();
    removeEventListener("popstate", popped, { capture: true });
    if (isOpen) close();
  };
  addEventListener("popstate", popped, { capture: true });
  return () => {
    isOpen = false;
    const state = history.state as { covered?: boolean } | null;
    if (state?.covered) history.back();
    else removeEventListener("popstate", popped, { capture: true });
  };
}
