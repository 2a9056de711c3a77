import { expect, test } from "bun:test";
import { join } from "node:path";

const styles = await Bun.file(join(import.meta.dir, "styles.css")).text();
const palette = await Bun.file(Bun.resolveSync("tailwindcss/theme.css", import.meta.dir)).text();

const [light = {}, darkOnly = {}] = semanticColours(styles);
const themes = { light, dark: { ...light, ...darkOnly } };

const backgrounds = ["surface", "raised", "sunken", "hover"];
const meanings = ["primary", "secondary", "success", "warning", "danger", "info"];
const onSidebar = ["on-sidebar", "on-sidebar-muted", "on-sidebar-strong"];
const sidebar = ["sidebar", "sidebar-hover", "sidebar-current"];

const texts: [string, string][] = [
  ...pairs(["body", "muted"], backgrounds),
  ...pairs(onSidebar, sidebar),
  ...meanings.flatMap((meaning) => [
    ...pairs([`${meaning}-text`], [...backgrounds, `${meaning}-soft`]),
    ...pairs(["on-filled"], [meaning, `${meaning}-strong`]),
  ]),
];
const edges: [string, string][] = [
  ...pairs(["line-strong"], ["surface", "raised"]),
  ...pairs(["focus"], ["surface", "raised", "sidebar"]),
];

test("the computed contrast matches known pairs", () => {
  expect(contrast("#000", "#fff")).toBeCloseTo(21, 1);
  expect(contrast("#fff", "#fff")).toBe(1);
  expect(contrast("oklch(54.6% 0.245 262.881)", "#fff")).toBeCloseTo(5.2, 0);
  expect(contrast("oklch(62.3% 0.214 259.815)", "#fff")).toBeLessThan(4.5);
});

for (const [theme, colours] of Object.entries(themes)) {
  test(`every text passes 4.5 : 1 on its background in the ${theme} theme`, () => {
    expect(tooFaint(colours, texts, 4.5)).toEqual([]);
  });

  test(`every border with a meaning passes 3 : 1 in the ${theme} theme`, () => {
    expect(tooFaint(colours, edges, 3)).toEqual([]);
  });
}

function tooFaint(colours: Record<string, string>, list: [string, string][], least: number) {
  return list
    .map(([front, back]) => {
      const ratio = contrast(colours[front]!, colours[back]!);
      return { front, back, ratio };
    })
    .filter(({ ratio }) => !(ratio >= least));
}

function pairs(fronts: string[], backs: string[]): [string, string][] {
  return fronts.flatMap((front) => backs.map((back): [string, string] => [front, back]));
}

/** The colours of `:root`, and those that the dark variant changes. */
function semanticColours(css: string): Record<string, string>[] {
  const root = css.slice(css.indexOf("  :root {"), css.indexOf("  body {"));
  return root.split("@variant dark").map((part) =>
    Object.fromEntries(
      [...part.matchAll(/--([a-z-]+): var\(--color-([a-z0-9-]+)\)/g)].map(([, name, colour]) => {
        const value = new RegExp(`--color-${colour}: ([^;]+);`).exec(palette)?.[1];
        if (!name || !value) throw new Error(`no such colour: ${colour}`);
        return [name, value];
      }),
    ),
  );
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [dark, bright] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (bright! + 0.05) / (dark! + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = colour.startsWith("#") ? linearOfHex(colour) : linearOfOklch(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

type Triple = [number, number, number];

function linearOfHex(colour: string): Triple {
  const digits = colour.slice(1).replace(/^(.)(.)(.)$/, "$1$1$2$2$3$3");
  const linear = (at: number) => {
    const value = parseInt(digits.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [linear(0), linear(2), linear(4)];
}

/** CSS Color 4, sample code for OKLab; out-of-gamut parts are clipped as browsers do. */
function linearOfOklch(colour: string): Triple {
  const parts = /oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)/.exec(colour)!.slice(1).map(Number);
  const [percent, chroma, hue] = [parts[0]!, parts[1]!, parts[2]!];
  const [lightness, angle] = [percent / 100, (hue * Math.PI) / 180];
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
