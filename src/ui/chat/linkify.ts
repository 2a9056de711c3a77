/** Text with the addresses in it found. Takes time in proportion to its length, whatever it is. */
export type TextPart =
  { kind: "text"; text: string } | { kind: "link"; text: string; href: string };

const candidate = /(?:https?:\/\/|mailto:)[^\s<>"]+/gi;
const allowedSchemes = new Set(["http:", "https:", "mailto:"]);
const trailing = new Set("()[]{}.,;:!?'*_~…’”»");
const pairs: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

/** Only http, https and mailto become links; everything else stays the text it is. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(candidate)) {
    const found = withoutTrailing(match[0]);
    const href = safeHref(found);
    if (href === undefined) continue;
    if (match.index > end) parts.push({ kind: "text", text: text.slice(end, match.index) });
    parts.push({ kind: "link", text: found, href });
    end = match.index + found.length;
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) });
  return parts;
}

function safeHref(address: string): string | undefined {
  const url = URL.parse(address);
  if (!url || !allowedSchemes.has(url.protocol)) return undefined;
  if (url.protocol === "mailto:") return url.pathname.includes("@") ? url.href : undefined;
  return url.href;
}

/** A sentence's own punctuation after an address; a bracket belongs to it where it closes one. */
function withoutTrailing(address: string): string {
  const open = new Map<string, number>();
  for (const character of address) open.set(character, (open.get(character) ?? 0) + 1);
  let end = address.length;
  while (end > 0) {
    const last = address[end - 1]!;
    if (!trailing.has(last)) break;
    const opener = pairs[last];
    if (opener && (open.get(last) ?? 0) <= (open.get(opener) ?? 0)) break;
    open.set(last, (open.get(last) ?? 0) - 1);
    end -= 1;
  }
  return address.slice(0, end);
}

const emojiOnly =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\s)+$/u;

/** A few emoji and nothing else: shown larger. */
export function isEmojiOnly(text: string): boolean {
  return text.length <= 32 && text.trim() !== "" && emojiOnly.test(text);
}
