import { describe, expect, test } from "bun:test";
import {
  asStorable,
  isLegible,
  isBlank,
  isPlainId,
  isStorable,
  isStoredId,
  mixesAlphabets,
  oneLine,
  severalLines,
} from "./text.ts";

/** Characters without a visible shape: format, ignorable, blank and control characters. */
const invisible = [
  0x7, 0x85, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x180e, 0x200b, 0x200c, 0x200d, 0x202e,
  0x2060, 0x2065, 0x2066, 0x2800, 0x3000, 0x3164, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xfffc, 0xffff,
  0x13441, 0x1d159, 0x1d173, 0xe0041, 0xe0100,
];
const named = (code: number) => `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;

describe("invisible characters", () => {
  for (const code of invisible) {
    const sign = String.fromCodePoint(code);
    test(`${named(code)} alone is blank, and no name ends with it`, () => {
      expect(isBlank(`${sign} ${sign}`)).toBe(true);
      expect(isLegible(sign)).toBe(false);
      expect(oneLine(`Admin${sign}`)).toBe("Admin");
    });
  }

  test("marks without a base are blank", () => {
    expect(isBlank("\u0301\u20e3")).toBe(true);
  });

  test("a question mark, an emoji and a letter of any script are not blank", () => {
    for (const text of ["?", "…", "👍", "ſ", "क", "ا", "字", "\u{1f9cc}"]) {
      expect([text, isBlank(text)]).toEqual([text, false]);
    }
  });
});

describe("one line", () => {
  test("has spaces in place of line breaks, tabs and several spaces", () => {
    expect(oneLine(" Ada\r\n\tBerg\u2028\u00a0\u3000L. ")).toBe("Ada Berg L.");
  });

  test("is composed, however it was typed", () => {
    expect(oneLine("Mu\u0308ller")).toBe("Müller");
    expect(oneLine("Mu\u034f\u0308ller")).toBe("Müller");
  });

  test("keeps the joiners that emoji and words need", () => {
    const kept = ["👩🏽‍💻", "👨‍👩‍👧", "❤️", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "خانه\u200cی", "क\u094d\u200dष", "ශ\u0dca\u200dරී"];
    for (const name of kept) expect(oneLine(name)).toBe(name);
  });

  test("drops joiners that shape nothing", () => {
    expect(oneLine("Adm\u200cin")).toBe("Admin");
    expect(oneLine("Ad\u200dmin\u200d")).toBe("Admin");
    expect(oneLine("Admin\ufe0f")).toBe("Admin");
  });

  test("has at most four marks in a row, and none without a base", () => {
    expect(oneLine(`Z${"\u0335".repeat(120)}alg`)).toBe(`Z${"\u0335".repeat(4)}alg`);
    expect(oneLine("\u0308\u0308 Anna \u0308")).toBe("Anna");
  });

  test("does not change when it is processed again", () => {
    const signs = Array.from("Aé 1👩‍💻\u200d\ufe0f\u0301\u0308\u2800\n\t\u202eक\u094d\u{e0041}");
    let random = 1;
    for (let round = 0; round < 2_000; round++) {
      const text = Array.from({ length: 12 }, () => {
        random = (random * 48_271) % 2_147_483_647;
        return signs[random % signs.length];
      }).join("");
      const once = oneLine(text);
      expect(oneLine(once)).toBe(once);
    }
  });
});

describe("several lines", () => {
  test("every line break is one LF", () => {
    const typed = "a\r\nb\rc\nd\u2028e\u2029f\u0085g\vh\fi";
    expect(severalLines(typed)).toBe("a\nb\nc\nd\ne\nf\ng\nh\ni");
  });

  test("tabs, indentation and direction marks stay, control characters are dropped", () => {
    expect(severalLines("\tif (a)\u200e\u0007\u001b[31m\u009b")).toBe("\tif (a)\u200e[31m");
  });
});

test("half a character and NUL cannot be stored", () => {
  expect(isStorable("a\ud800")).toBe(false);
  expect(isStorable("a\0b")).toBe(false);
  expect(isStorable("a😀")).toBe(true);
});

test("a text that cannot be stored is stored without NUL and with U+FFFD for half a character", () => {
  expect(asStorable("\0a\0\ud800b\udc00")).toBe("a\ufffdb\ufffd");
  expect(asStorable("a😀\u200b\n")).toBe("a😀\u200b\n");
});

test("a word with lookalike letters of two alphabets is distinguished from a name in two scripts", () => {
  for (const mixed of ["\u0410dmin", "\u0430dmin@uni.de", "Adm\u03b9n", "Ни\u0061на"]) {
    expect([mixed, mixesAlphabets(mixed)]).toEqual([mixed, true]);
  }
  for (const plain of ["Admin Иван", "иван@uni.de", "λ-Kalkül", "Müller", "さくらサクラ桜"]) {
    expect([plain, mixesAlphabets(plain)]).toEqual([plain, false]);
  }
});

test("a client's own id has no spaces; a stored one may have some inside", () => {
  for (const id of ["a b", "a\u00a0b", "a\tb", "a\u200bb", " a", "a\0", ""]) {
    expect([id, isPlainId(id) && id !== ""]).toEqual([id, false]);
  }
  expect(isPlainId("5f0c2c1e-1")).toBe(true);
  expect(isStoredId("group one/ä")).toBe(true);
  for (const id of [" a", "a ", "a\nb", "a\u2028b", "a\0b", "a\u0007"]) {
    expect([id, isStoredId(id)]).toEqual([id, false]);
  }
});
