/** The letters of a PDF that Chromium has printed, in the order in which they are drawn. */
import { inflateSync } from "node:zlib";

/** @returns those of all pages without any spaces, which a PDF draws as distances */
export function pdfLetters(bytes: Uint8Array): string {
  const objects = objectsOf(Buffer.from(bytes).toString("latin1"));
  const fonts = new Map<string, Map<string, string>>();
  for (const { id, head } of objects.values()) {
    const unicode = /\/ToUnicode (\d+) 0 R/.exec(head)?.[1];
    if (unicode !== undefined) fonts.set(id, lettersOf(objects.get(unicode)?.stream ?? ""));
  }
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head));
  const texts = pages.map(({ head }) => {
    const names = fontNames(head, objects);
    const contents = /\/Contents (\d+) 0 R/.exec(head)?.[1] ?? "";
    return drawnText(objects.get(contents)?.stream ?? "", (name) =>
      fonts.get(names.get(name) ?? ""),
    );
  });
  // Some fonts draw "ff" as one sign.
  return texts.join("").normalize("NFKC").replace(/\s+/g, "");
}

interface PdfObject {
  id: string;
  head: string;
  stream?: string;
}

function objectsOf(file: string): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>();
  for (const match of file.matchAll(/^(\d+) 0 obj\n([\s\S]*?)(?:endobj|stream\r?\n)/gm)) {
    const [whole, id = "", head = ""] = match;
    const length = /\/Length (\d+)/.exec(head)?.[1];
    const from = match.index + whole.length;
    const isStream = whole.trimEnd().endsWith("stream") && length !== undefined;
    const stream = isStream ? unpacked(file.slice(from, from + Number(length)), head) : undefined;
    objects.set(id, { id, head, stream });
  }
  return objects;
}

function unpacked(stream: string, head: string): string {
  if (!head.includes("/FlateDecode")) return stream;
  return inflateSync(Buffer.from(stream, "latin1")).toString("latin1");
}

/** What each glyph of a font stands for. */
function lettersOf(map: string): Map<string, string> {
  const letters = new Map<string, string>();
  const text = (hex: string) => Buffer.from(hex, "hex").swap16().toString("utf16le");
  for (const [, block = ""] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph = "", hex = ""] of block.matchAll(/<(\w+)> <(\w+)>/g)) {
      letters.set(glyph.toUpperCase(), text(hex));
    }
  }
  for (const [, block = ""] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = "", to = "", hex = ""] of block.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      for (let glyph = parseInt(from, 16); glyph <= parseInt(to, 16); glyph++) {
        const code = parseInt(hex, 16) + glyph - parseInt(from, 16);
        letters.set(
          glyph.toString(16).toUpperCase().padStart(from.length, "0"),
          String.fromCodePoint(code),
        );
      }
    }
  }
  return letters;
}

function fontNames(head: string, objects: Map<string, PdfObject>): Map<string, string> {
  const resources = /\/Resources (\d+) 0 R/.exec(head)?.[1];
  const text = resources === undefined ? head : (objects.get(resources)?.head ?? "");
  return new Map(
    [...text.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = "", id = ""]) => [name, id]),
  );
}

function drawnText(
  content: string,
  fontOf: (name: string) => Map<string, string> | undefined,
): string {
  let font: Map<string, string> | undefined;
  let text = "";
  for (const [, name, hex = ""] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<([\dA-F]+)>/gi)) {
    if (name !== undefined) font = fontOf(name);
    const glyphs = hex.toUpperCase().match(/.{4}/g) ?? [];
    text += glyphs.map((glyph) => font?.get(glyph) ?? "").join("");
  }
  return text;
}
