/** One file with all icons, which pages refer to by name: see src/ui/parts/icons.ts. */
import { join } from "node:path";
import { bundle } from "./bundle.ts";

const table = "src/ui/parts/icons.ts";

type IconNode = [tag: string, attributes: Record<string, string | number>][];

/**
 * What Lucide draws with. A symbol inherits nothing from its own file, only from the page, which says
 * what it is filled with (see styles.css).
 */
const pen = attributesOf({
  viewBox: "0 0 24 24",
  stroke: "currentColor",
  "stroke-width": 2,
  "stroke-linecap": "round",
  "stroke-linejoin": "round",
});

/** The sprite, or undefined if there is no table. */
export async function drawIcons(root: string): Promise<string | undefined> {
  if (!(await Bun.file(join(root, table)).exists())) return undefined;
  const { icons } = await readModule<{ icons: Record<string, IconNode> }>(root, table);
  const symbols = Object.entries(icons).map(
    ([name, node]) => `<symbol id="${name}" ${pen}>${node.map(drawPart).join("")}</symbol>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}

/** Bundled and loaded from its text: an import would go on with what it read first. */
export async function readModule<T>(root: string, path: string): Promise<T> {
  const { outputs } = await bundle(root, { entrypoints: [join(root, path)], target: "browser" });
  const code = Buffer.from(await outputs[0]!.text()).toString("base64");
  return import(`data:text/javascript;base64,${code}`);
}

function drawPart([tag, attributes]: IconNode[number]): string {
  return `<${tag} ${attributesOf(attributes)}/>`;
}

function attributesOf(attributes: Record<string, string | number>): string {
  return Object.entries(attributes)
    .filter(([name]) => name !== "key")
    .map(([name, value]) => `${name}="${value}"`)
    .join(" ");
}
