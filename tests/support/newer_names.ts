/**
 * Browser features newer than the oldest ones that README names. MDN's table at the end of each
 * page says since when; a name is listed if one of the three got it later.
 */

/** Of the language; the type check also refuses these in our own code. */
const language = [
  "Array.fromAsync",
  "ArrayBuffer.prototype.transfer",
  "ArrayBuffer.prototype.transferToFixedLength",
  "Error.isError",
  "Float16Array",
  "Intl.DurationFormat",
  "Iterator.concat",
  "Iterator.from",
  "Iterator.prototype.drop",
  "Iterator.prototype.every",
  "Iterator.prototype.filter",
  "Iterator.prototype.find",
  "Iterator.prototype.flatMap",
  "Iterator.prototype.forEach",
  "Iterator.prototype.map",
  "Iterator.prototype.reduce",
  "Iterator.prototype.some",
  "Iterator.prototype.take",
  "Iterator.prototype.toArray",
  "JSON.isRawJSON",
  "JSON.rawJSON",
  "Map.groupBy",
  "Map.prototype.getOrInsert",
  "Map.prototype.getOrInsertComputed",
  "Math.f16round",
  "Math.sumPrecise",
  "Object.groupBy",
  "Promise.try",
  "Promise.withResolvers",
  "RegExp.escape",
  "Set.prototype.difference",
  "Set.prototype.intersection",
  "Set.prototype.isDisjointFrom",
  "Set.prototype.isSubsetOf",
  "Set.prototype.isSupersetOf",
  "Set.prototype.symmetricDifference",
  "Set.prototype.union",
  "Temporal",
  "Uint8Array.fromBase64",
  "Uint8Array.fromHex",
  "Uint8Array.prototype.toBase64",
  "Uint8Array.prototype.toHex",
];

/** Of the platform. */
const platform = [
  "AbortSignal.any",
  "CloseWatcher",
  "CSSScopeRule",
  "CSSStartingStyleRule",
  "Document.parseHTMLUnsafe",
  "Document.prototype.caretPositionFromPoint",
  "Document.prototype.startViewTransition",
  "EditContext",
  "Element.prototype.ariaNotify",
  "Element.prototype.checkVisibility",
  "Element.prototype.getHTML",
  "Element.prototype.moveBefore",
  "Element.prototype.setHTML",
  "Element.prototype.setHTMLUnsafe",
  "Highlight",
  "HTMLDialogElement.prototype.requestClose",
  "HTMLElement.prototype.hidePopover",
  "HTMLElement.prototype.showPopover",
  "HTMLElement.prototype.togglePopover",
  "IdleDeadline",
  "Response.json",
  "Sanitizer",
  "TaskController",
  "URL.canParse",
  "URL.parse",
  "URLPattern",
  "ViewTransition",
  "cancelIdleCallback",
  "cookieStore",
  "fetchLater",
  "navigation",
  "requestIdleCallback",
  "scheduler",
];

export const newerNames: readonly string[] = [...language, ...platform];

/** Runs in a page before its scripts and reduces the browser to the oldest one's features. */
export function takeAway(names: readonly string[]): void {
  for (const path of names) {
    const parts = path.split(".");
    const last = parts.pop()!;
    let owner: object | undefined = globalThis;
    for (const part of parts) owner = owner && (Reflect.get(owner, part) as object | undefined);
    if (!owner || !(last in owner)) continue;
    // Some belong to the window itself, others to what it inherits from.
    let holder: object | null = owner;
    while (holder && !Object.hasOwn(holder, last)) holder = Object.getPrototypeOf(holder) as object;
    if (holder) Reflect.deleteProperty(holder, last);
  }
}

/** Arrays, strings or maps have methods of the same name; only the owner tells them apart. */
const ambiguous = new Set(
  "concat difference drop every filter find flatMap forEach from map reduce some take try union".split(
    " ",
  ),
);

/** Names from the list that a script uses, as far as its text shows. */
export function newerNamesIn(script: string): string[] {
  return newerNames.filter((path) => {
    const parts = path.split(".");
    const last = parts.at(-1)!;
    // Before a quotation mark it is the end of a text.
    if (parts.length === 1) return new RegExp(`(?<![\\w$.-])${last}(?![\\w$:"-])`).test(script);
    if (!parts.includes("prototype")) return script.includes(path);
    return !ambiguous.has(last) && script.includes(`.${last}(`);
  });
}

/** A regular expression where a value may begin, with its flags; longer ones are two divisions. */
const literal =
  /(?<=[(,=:[!&|?{};]|return)\/(?![*/])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[]){1,300})\/([dgimsuvy]*)(?![\w$])/g;

/** Syntax that the oldest browsers cannot parse, which breaks the whole script. */
export function newerSyntaxIn(script: string): string[] {
  const found: string[] = [];
  for (const [whole, source = "", flags = ""] of script.matchAll(literal)) {
    const groups = [...source.matchAll(/\(\?<([^=!>]+)>/g)].map(([, name]) => name);
    const isNewer =
      flags.includes("v") ||
      /(?<!\\)\(\?[ims]*-?[ims]*:/.test(source.replaceAll("(?:", "")) ||
      new Set(groups).size < groups.length;
    if (isNewer) found.push(whole);
  }
  const others = [
    /new RegExp\([^)]*,\s*["'`][a-z]*v[a-z]*["'`]\)/g,
    /(?<![\w$.])(?:await )?using [\w$]+\s*=/g,
    /(?<![\w$.])import\s+(?:defer|source)\b/g,
    /from\s*["'][^"']*["']\s*with\s*\{/g,
  ];
  for (const pattern of others) found.push(...(script.match(pattern) ?? []));
  return found;
}

/** Style rules that a page would depend on; those that are only decorative are allowed. */
export function newerStylesIn(styles: string): string[] {
  const patterns = [
    /(?<!\\)&[^;{}]*\{/g,
    /@(?:starting-style|scope|position-try|function|view-transition)\b/g,
    /(?<![\w-])(?:light-dark|anchor|anchor-size|calc-size|sibling-index|if|contrast-color)\(/g,
    /\((?:from)\s[^)]*\)/g,
    /(?<![\w-])(?:interpolate-size|position-anchor|anchor-name)\s*:/g,
    /:(?:popover-open|open|state\()/g,
  ];
  const needed = styles.replaceAll(/@supports[^{]*/g, "@supports");
  return patterns.flatMap((pattern) => needed.match(pattern) ?? []);
}
