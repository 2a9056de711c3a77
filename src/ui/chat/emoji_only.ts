const joiner = "\\u200d";
const shown = "\\ufe0f";
/** A letter of tags for each letter of a region, as in the flag of Scotland. */
const region = "[\\u{e0020}-\\u{e007e}]{1,8}\\u{e007f}";
/** What is an emoji by itself, or made one by what follows. A sign such as ™ is not. */
const base = `(?:\\p{Emoji_Presentation}|(?![0-9#*])\\p{Emoji}(?=${shown}|\\p{Emoji_Modifier}))`;
const element = `${base}(?:${shown}|\\p{Emoji_Modifier}|${region})?`;
/** By https://www.unicode.org/reports/tr51/#EBNF_and_Regex. */
const emoji = `(?:\\p{RI}\\p{RI}|[0-9#*]${shown}?\\u20e3|${element}(?:${joiner}\\p{Emoji}${shown}?\\p{Emoji_Modifier}?){0,9})`;
const most = 16;
const fewEmoji = new RegExp(`^\\s*(?:${emoji}\\s*){1,${most}}$`, "u");
/** As many as there may be, of the longest. */
const mostChars = most * 40;

/** A few emoji and nothing else: shown larger. */
export function isEmojiOnly(text: string): boolean {
  return text.length <= mostChars && fewEmoji.test(text);
}
