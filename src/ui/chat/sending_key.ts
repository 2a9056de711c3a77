import { isComposing } from "./input_method.ts";

/**
 * Whether a key sends or saves what was written: Enter, but where the screen is touched only together
 * with Ctrl or Cmd. There Enter starts a new line, as the keyboard on the screen shows.
 */
export function isSendingKey(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || isComposing(event)) return false;
  return event.ctrlKey || event.metaKey || (!event.shiftKey && !event.altKey && !isTouch());
}

/** Whether the device is mainly touched, so that a keyboard may stand on its screen. */
export function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}
