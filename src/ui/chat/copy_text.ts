/** Puts a text on the clipboard. Resolves to whether that worked. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Refused, or a page without TLS, where browsers have no such object.
    return copiedByCommand(text);
  }
}

function copiedByCommand(text: string): boolean {
  let copied = false;
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
    copied = event.clipboardData !== null;
  };
  addEventListener("copy", fill, { capture: true, once: true });
  document.execCommand("copy");
  removeEventListener("copy", fill, { capture: true });
  return copied;
}
