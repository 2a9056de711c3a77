/** The code of every key that an input method takes for itself. */
const takenKey = 229;

/**
 * Whether a key belongs to the word that an input method is composing. Safari ends the composing
 * before the Enter that confirms it (WebKit bug 165004), and only the old code still tells.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === takenKey;
}
