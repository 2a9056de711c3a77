import { useLayoutEffect, useState } from "preact/hooks";

/** The breakpoints of the class prefixes `max-sm:`, `lg:` and `xl:`. */
export const phone = "(width < 40rem)";
export const lg = "(width >= 64rem)";
export const xl = "(width >= 80rem)";

/** Whether a media query matches, now and after every change; on the server none does. */
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
