/** Finds the addresses in a text, in time proportional to its length, whatever it contains. */
export type TextPart =
  { kind: "text"; text: string } | { kind: "link"; text: string; href: string };

/** `www.` begins an address only where a word could begin. */
const scheme = "(?:https?:\\/\\/|mailto:|(?<![\\p{L}\\p{N}_@.\\/-])www\\.(?=[\\p{L}\\p{N}]))";

/**
 * Characters that end an address: spaces, invisible characters, quotes, and the brackets and full
 * stops of scripts that write no spaces. An apostrophe and joiners may be part of an address.
 */
const outside = [
  '[\\s<>"`\\p{Cc}\\p{Cs}\\u2800]',
  "(?![\\p{Join_Control}\\p{Variation_Selector}])[\\p{Cf}\\p{Default_Ignorable_Code_Point}]",
  "(?![\\0-\\x7f’])[\\p{Quotation_Mark}\\p{Terminal_Punctuation}\\p{Ps}\\p{Pe}]",
  // Two addresses without a space between them.
  `[,;|'()[\\]{}]{1,3}${scheme}`,
].join("|");

/**
 * Linear work: it repeats only one character at a time, at its end, so it never goes back, and its
 * look-ahead has a limit.
 */
export const candidate = new RegExp(`${scheme}(?:(?!${outside})[^])+`, "giu");
const allowedSchemes = new Set(["http:", "https:", "mailto:"]);
/** A sentence's punctuation after an address. */
const trailing = /(?![#%&/@\\])[\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}\p{Join_Control}_~]/u;
const openers: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

/**
 * Addresses of http, https and mail become links, also those written without their scheme
 * (`www.example.org`, `ann@example.org`); all other text is left unchanged.
 */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(candidate)) {
    const found = withoutTrailing(withinBrackets(match[0]));
    const href = safeHref(withScheme(found));
    if (href === undefined) continue;
    if (match.index > end) parts.push(...withMail(text.slice(end, match.index)));
    parts.push({ kind: "link", text: found, href });
    end = match.index + found.length;
  }
  if (end < text.length) parts.push(...withMail(text.slice(end)));
  return parts;
}

function withScheme(address: string): string {
  return /^www/i.test(address) ? `https://${address}` : address;
}

/** Each repetition has a limit, and a domain has no sign that another address could begin with. */
const mailAddress =
  /(?<![\p{L}\p{N}.+%_@-])[\p{L}\p{N}.+%_-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}@-])/giu;

function withMail(text: string): TextPart[] {
  if (!text.includes("@")) return [{ kind: "text", text }];
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(mailAddress)) {
    const [found] = match;
    const href = safeHref(`mailto:${found}`);
    if (href === undefined) continue;
    if (match.index > end) parts.push({ kind: "text", text: text.slice(end, match.index) });
    parts.push({ kind: "link", text: found, href });
    end = match.index + found.length;
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) });
  return parts;
}

function safeHref(address: string): string | undefined {
  const url = parsed(address);
  if (!url || !allowedSchemes.has(url.protocol)) return undefined;
  if (url.protocol === "mailto:") return url.pathname.includes("@") ? url.href : undefined;
  return url.href;
}

/** `URL.parse` is newer than the oldest supported browsers. */
function parsed(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

/** An address ends before a closing bracket that it has not opened. */
function withinBrackets(address: string): string {
  const open: Record<string, number> = {};
  for (let index = 0; index < address.length; index++) {
    const character = address[index]!;
    const opener = openers[character];
    if (opener) {
      if (!open[opener]) return address.slice(0, index);
      open[opener] -= 1;
    } else open[character] = (open[character] ?? 0) + 1;
  }
  return address;
}

function withoutTrailing(address: string): string {
  let end = address.length;
  while (end > 0) {
    const last = address[end - 1]!;
    // Whether it closes a bracket that was opened in the address.
    if (openers[last] || !trailing.test(last)) break;
    end -= 1;
  }
  return address.slice(0, end);
}
