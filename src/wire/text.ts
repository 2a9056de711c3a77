/**
 * Which text is accepted, and in which form it is stored: one rule for forms, API, sockets and
 * commands.
 */

/** Well-formed Unicode without NUL. Storage and its tools would return any other text changed. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

/** Makes text storable: half a character becomes U+FFFD, and NUL is dropped. */
export function asStorable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "");
}

/** Invisible, although Unicode counts them neither as ignorable nor as spaces. */
const blankSigns = String.raw`\u2800\ufffc\u{13441}\u{13442}\u{1d159}`;

const unseen = String.raw`\p{Default_Ignorable_Code_Point}\p{Cf}\p{Noncharacter_Code_Point}${blankSigns}`;

const visible = new RegExp(String.raw`[^${unseen}\p{Z}\p{Cc}\p{Cs}\p{M}]`, "u");

/**
 * Whether a text has nothing visible: only spaces, characters without a shape, and marks without a
 * base.
 */
export function isBlank(text: string): boolean {
  return !visible.test(text);
}

/**
 * How a text of several lines is stored. Every line break becomes one LF (UTS #18, RL1.6), so that
 * opening a text in a field and saving it does not change it. Control characters except the tab are
 * dropped.
 */
export function severalLines(text: string): string {
  return text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n").replace(/[^\P{Cc}\0\t\n]/gu, "");
}

/**
 * Made at the first use. Browsers check no names: what only servers use is marked as pure below, so that
 * nothing of it is in the chat's script.
 */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Scripts in which a joiner within a word changes the shape of its letters. */
const joiningScripts =
  "Arabic Syriac Mongolian Nko Mandaic Devanagari Bengali Gurmukhi Gujarati Oriya " +
  "Tamil Telugu Kannada Malayalam Sinhala Khmer Myanmar Tibetan";

const shapingOrUnseen = /* @__PURE__ */ once(() => {
  const names = joiningScripts.split(" ");
  const ofJoiningScript = names.map((name) => String.raw`\p{Script=${name}}`).join("");
  const joiningLetter = String.raw`(?=\p{L})[${ofJoiningScript}]`;
  /** Characters that are invisible themselves but shape their neighbours. */
  const shaping = [
    String.raw`(?<=${joiningLetter}\p{M}{0,4})[\u200c\u200d](?=${joiningLetter})`,
    // 👩🏽‍💻, ❤️, 1️⃣, and the flags of regions (UTS #51).
    String.raw`(?<=\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d(?=\p{Extended_Pictographic})`,
    String.raw`(?<=\p{Extended_Pictographic})\ufe0f`,
    String.raw`(?<=[0-9#*])\ufe0f(?=\u20e3)`,
    String.raw`(?<=\u{1f3f4})[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{2,6}\u{e007f}`,
  ];
  return new RegExp(
    String.raw`(${shaping.join("|")})|(?!\u2800)[${unseen}\p{Co}]|[^\P{Cc}\0\s\u0085]`,
    "gu",
  );
});

/** Vietnamese, Hebrew and Tibetan need fewer; more would overlap the lines above and below. */
const marksInARow = 4;
const furtherMarks = /* @__PURE__ */ once(
  () => new RegExp(String.raw`(\p{M}{${marksInARow}})\p{M}+`, "gu"),
);

/**
 * How a name or a reason is stored: one line, in NFC, without characters that are invisible or
 * change the direction of their neighbours. Joiners are kept within emoji and within words of
 * scripts that need them.
 */
export function oneLine(text: string): string {
  return text
    .replace(shapingOrUnseen(), "$1")
    .normalize("NFC")
    .replace(furtherMarks(), "$1")
    .replace(/[\s\p{Z}\u0085\u2800]+/gu, " ")
    .replace(/(?<=^| )\p{M}+/gu, "")
    .replace(/ +/g, " ")
    .trim();
}

const everyUnseen = /* @__PURE__ */ once(() => new RegExp(`[${unseen}]`, "gu"));

/** Without any invisible characters, including joiners; for comparing. */
export function withoutUnseen(text: string): string {
  return text.replace(everyUnseen(), "");
}

const legibleSign = /* @__PURE__ */ once(
  () => new RegExp(String.raw`(?![${unseen}])[\p{L}\p{N}\p{S}]`, "u"),
);

/** Whether a text can identify someone: it has a letter, a digit or a symbol. */
export function isLegible(name: string): boolean {
  return legibleSign().test(name);
}

const lookalikes = /* @__PURE__ */ once(() =>
  ["Latin", "Cyrillic", "Greek", "Armenian", "Cherokee", "Coptic", "Lisu"].map(
    (name) => new RegExp(String.raw`\p{Script=${name}}`, "u"),
  ),
);

/**
 * Whether a word mixes letters of two alphabets that look alike, such as a Cyrillic "А" in "Аdmin".
 */
export function mixesAlphabets(text: string): boolean {
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.some((word) => lookalikes().filter((one) => one.test(word)).length > 1);
}

/** A client's own id: no spaces and nothing invisible, so that it can be part of any log line. */
export function isPlainId(id: string): boolean {
  return isStorable(id) && !/[\s\p{C}\p{Z}]/u.test(id);
}

/**
 * A stored id. Ids of an adopted database may contain spaces; none contains a line break or another
 * control character.
 */
export function isStoredId(id: string): boolean {
  return isStorable(id) && !/[\p{Cc}\p{Zl}\p{Zp}]|^\s|\s$/u.test(id);
}
