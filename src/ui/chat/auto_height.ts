/** Makes text fields as high as their text. */
import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/**
 * For browsers whose fields do not grow automatically (`field-sizing`): fits the field's height to
 * its text, initially and whenever its width changes.
 * @returns a function to call after the text has changed
 */
export function useAutoHeight(area: RefObject<HTMLTextAreaElement | null>): () => void {
  const fit = () => {
    if (area.current && !growsByItself()) fitHeight(area.current);
  };
  useLayoutEffect(() => {
    const { current } = area;
    if (!current || growsByItself()) return undefined;
    let width = -1;
    const observer = new ResizeObserver(() => {
      if (current.offsetWidth === width) return;
      width = current.offsetWidth;
      fitHeight(current);
    });
    observer.observe(current);
    fitHeight(current);
    return () => observer.disconnect();
  }, []);
  return fit;
}

const growsByItself = () => CSS.supports("field-sizing", "content");

function fitHeight(area: HTMLTextAreaElement): void {
  const borders = area.offsetHeight - area.clientHeight;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + borders}px`;
}
