const names: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * Text of anybody as it may stand in one line of a terminal or a log: what would end the line, command
 * the terminal or turn the writing round is spelled out (`\n`, `\u001b`, `\u202e`), as is all
 * else that has no look of its own (Unicode's category C). It stays valid inside a JSON string.
 */
export function printable(text: string): string {
  return text.replace(/[\p{C}\u2028\u2029]/gu, (sign) => names[sign] ?? spelled(sign));
}

function spelled(sign: string): string {
  return sign
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
