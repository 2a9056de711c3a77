import { expect, test } from "bun:test";
import { join } from "node:path";

const styles = await Bun.file(join(import.meta.dir, "styles.css")).text();

const [light = {}, darkOnly = {}] = semanticColours(styles);
const themes = { light, dark: { ...light, ...darkOnly } };

const backgrounds = ["pane", "pane-hover", "surface", "raised", "field", "sunken", "hover"];
const meanings = ["primary", "secondary", "success", "warning", "danger", "info"];
const rail = ["rail", "rail-hover", "rail-current"];

const texts: [string, string][] = [
  ...pairs(["body", "muted"], backgrounds),
  // The current row of the list, and letters of an avatar.
  ...pairs(["body", "muted"], ["primary-soft"]),
  ...pairs(["body", "muted"], ["line"]),
  ...pairs(["on-rail", "on-rail-strong"], rail),
  ...meanings.flatMap((meaning) => [
    ...pairs([`${meaning}-text`], [...backgrounds, `${meaning}-soft`]),
    ...pairs(["on-filled"], [meaning, `${meaning}-strong`]),
  ]),
];
const edges: [string, string][] = [
  ...pairs(["line-strong"], ["pane", "surface", "raised", "field"]),
  ...pairs(["focus"], ["pane", "surface", "raised", "field", "rail"]),
  ...pairs(["online"], ["surface", "raised", "rail"]),
  // The bar of the current row.
  ...pairs(["primary"], ["pane"]),
];

test("the computed contrast matches known pairs", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 1);
  expect(contrast("#ffffff", "#ffffff")).toBe(1);
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
  expect(contrast("#777777", "#ffffff")).toBeLessThan(4.5);
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
  return root
    .split("@variant dark")
    .map((part) =>
      Object.fromEntries(
        [...part.matchAll(/--([a-z-]+): (#[\da-f]{6});/g)].map(([, name, colour]) => [
          name!,
          colour!,
        ]),
      ),
    );
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [dark, bright] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (bright! + 0.05) / (dark! + 0.05);
}

function luminance(colour: string): number {
  const linear = (at: number) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5);
}
