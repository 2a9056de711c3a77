const names: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * Text from any source, made safe for one line of a terminal or a log. Characters of Unicode's
 * category C, which include line ends, terminal commands and changes of direction, are escaped
 * (`\n`, `\u001b`, `\u202e`). The result is still valid inside a JSON string.
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
