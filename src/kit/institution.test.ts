import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError, type Environment, readConfig } from "./config.ts";

const folder = mkdtempSync(join(tmpdir(), "logo-"));
afterAll(() => rmSync(folder, { recursive: true }));

const name = "Example University";

/** The text of the error. */
function refusalOf(env: Environment): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return `accepted: ${JSON.stringify(env)}`;
}

function fileWith(content: string | Uint8Array): string {
  const file = join(folder, "logo.any");
  writeFileSync(file, content);
  return file;
}

const refused = (file: string) => refusalOf({ INSTITUTION_NAME: name, INSTITUTION_LOGO: file });
const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`;

describe("a logo is refused with one line:", () => {
  test("without the institution's name", () => {
    const refusal = refusalOf({ INSTITUTION_LOGO: fileWith(svg("")) });
    expect(refusal).toStartWith("INSTITUTION_LOGO needs INSTITUTION_NAME");
  });

  test("a file that is not there, a folder, and an address", () => {
    expect(refused(join(folder, "none.png"))).toEndWith("is not a file that can be read");
    expect(refused(folder)).toEndWith("is not a file that can be read");
    expect(refused("https://uni.example.edu/logo.png")).toContain("is not a path");
  });

  test("a file of another kind, whatever its name says", () => {
    for (const content of ["", "GIF89a", "<html><svg></svg></html>", "\u0000\u0001"]) {
      expect(refused(fileWith(content))).toEndWith("is not a picture in SVG, PNG or WebP");
    }
    const noText = new Uint8Array([...Buffer.from("<svg>"), 0xff]);
    expect(refused(fileWith(noText))).toEndWith("is not a picture in SVG, PNG or WebP");
  });

  test("a large file", () => {
    const refusal = refused(fileWith(new Uint8Array(300 * 1024)));
    expect(refusal).toEndWith("has 300 KB; a logo may have 256 KB");
  });

  const active = [
    "<script>alert(1)</script>",
    '<g onload="alert(1)"/>',
    "<foreignObject><p>page</p></foreignObject>",
    '<a href="javascript:alert(1)"/>',
    '<image href="https://elsewhere.example/pixel.png"/>',
    '<use xlink:href="other.svg#part"/>',
    '<style>@import "https://elsewhere.example/a.css"</style>',
    '<rect fill="url(https://elsewhere.example/a.svg#b)"/>',
  ];
  for (const inside of active) {
    test(`a drawing with ${inside}`, () => {
      const refusal = refused(fileWith(svg(inside)));
      expect(refusal).toContain("contains a script, a page, or an address to load from");
      expect(refusal).not.toContain("\n");
    });
  }
});

test("a name is one line of at most 80 characters with something to read", () => {
  for (const INSTITUTION_NAME of ["a\nb", "W".repeat(81), "–", "Uni\u202Eversity", "U\u200Bni"]) {
    expect(refusalOf({ INSTITUTION_NAME })).toStartWith("INSTITUTION_NAME must be one line");
  }
  const { institution } = readConfig({ INSTITUTION_NAME: ` ${name} ` });
  expect(institution.name).toBe(name);
});

test("a logo is recognised by its content", () => {
  const png = new Uint8Array([...Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), 0, 0, 0, 13]);
  const webp = new Uint8Array(Buffer.from("RIFF\x10\x00\x00\x00WEBPVP8 ", "latin1"));
  const drawings = [
    svg('<defs><path id="a" d="M0 0"/></defs><use href="#a" fill="url(#b)"/>'),
    `<?xml version="1.0"?>\n<!-- one -->\n${svg("")}`,
    `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">${svg("")}`,
  ];
  const typeOf = (content: string | Uint8Array) => {
    const INSTITUTION_LOGO = fileWith(content);
    return readConfig({ INSTITUTION_NAME: name, INSTITUTION_LOGO }).institution.logo?.type;
  };
  expect(typeOf(png)).toBe("image/png");
  expect(typeOf(webp)).toBe("image/webp");
  for (const drawing of drawings)
    expect([drawing, typeOf(drawing)]).toEqual([drawing, "image/svg+xml"]);
});

test("links lead to pages elsewhere, and help to a mail address or a page", () => {
  const { institution } = readConfig({
    IMPRINT_URL: "https://uni.example.edu/imprint?lang=en#top",
    HELP_CONTACT: "it-help@uni.example.edu",
  });
  expect(institution.imprintUrl?.href).toBe("https://uni.example.edu/imprint?lang=en#top");
  expect(institution.helpContact).toEqual({ kind: "mail", address: "it-help@uni.example.edu" });
  const page = readConfig({ HELP_CONTACT: "https://uni.example.edu/help" }).institution.helpContact;
  expect(page).toMatchObject({ kind: "page", url: { href: "https://uni.example.edu/help" } });
});
