const joiner = "\\u200d";
const shown = "\\ufe0f";
/** Each letter of a region has a tag character, as in the flag of Scotland. */
const region = "[\\u{e0020}-\\u{e007e}]{1,8}\\u{e007f}";
/**
 * A character that is an emoji on its own or becomes one by what follows. A sign such as ™ is not.
 */
const base = `(?:\\p{Emoji_Presentation}|(?![0-9#*])\\p{Emoji}(?=${shown}|\\p{Emoji_Modifier}))`;
const element = `${base}(?:${shown}|\\p{Emoji_Modifier}|${region})?`;
/** From https://www.unicode.org/reports/tr51/#EBNF_and_Regex. */
const emoji = `(?:\\p{RI}\\p{RI}|[0-9#*]${shown}?\\u20e3|${element}(?:${joiner}\\p{Emoji}${shown}?\\p{Emoji_Modifier}?){0,9})`;
const most = 16;
const fewEmoji = new RegExp(`^\\s*(?:${emoji}\\s*){1,${most}}$`, "u");
/** The length of as many of the longest emoji as are allowed. */
const mostChars = most * 40;

/** Whether a text is a few emoji and nothing else, which are shown larger. */
export function isEmojiOnly(text: string): boolean {
  return text.length <= mostChars && fewEmoji.test(text);
}
