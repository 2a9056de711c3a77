import { useLayoutEffect, useState } from "preact/hooks";

/** Of the same width as the prefix `md:` of a class: the groups stand beside the conversation. */
export const md = "(width >= 48rem)";

/** Whether a media query holds, now and after every change; on the server none does. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(false);
  useLayoutEffect(() => {
    const list = matchMedia(query);
    const look = () => setHolds(list.matches);
    look();
    list.addEventListener("change", look);
    return () => list.removeEventListener("change", look);
  }, [query]);
  return holds;
}
