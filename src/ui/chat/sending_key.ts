import { isComposing } from "./input_method.ts";

/**
 * Whether a key sends or saves the text: Enter, or on touch screens Enter with Ctrl or Cmd. There,
 * Enter alone starts a new line, as the on-screen keyboard shows.
 */
export function isSendingKey(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || isComposing(event)) return false;
  return event.ctrlKey || event.metaKey || (!event.shiftKey && !event.altKey && !isTouch());
}

/** Whether the device is mainly used by touch, so that it may show an on-screen keyboard. */
export function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}
