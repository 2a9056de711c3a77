/** The key code of every key that an input method handles itself. */
const takenKey = 229;

/**
 * Whether a key belongs to the word that an input method is composing. Safari ends the composition
 * before the Enter that confirms it (WebKit bug 165004), and only the deprecated key code reveals
 * that.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === takenKey;
}
