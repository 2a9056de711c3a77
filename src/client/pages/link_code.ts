/**
 * A link from a mail, or of an invite, carries its code after the `#`, which no server, proxy or log sees. It
 * is entered and sent to show whose it is, or who invites to what; nothing is used up by that. A program that
 * only fetches links sends nothing.
 */
export function enterLinkCode(root: Document): void {
  const field = root.querySelector<HTMLInputElement>('form[action="/join"] #code');
  if (!field) return;
  const enter = () => {
    const code = location.hash.slice(1);
    if (!/^(?:[a-z\d-]{12,16}|[\w-]{22})$/i.test(code)) return;
    history.replaceState(history.state, "", location.pathname + location.search);
    field.value = code;
    field.form?.requestSubmit();
  };
  enter();
  // The page may be open already when the link is opened.
  window.addEventListener("hashchange", enter);
}
