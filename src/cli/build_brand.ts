/** The icons of the tab and of the home screen, drawn from the product's mark. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readModule } from "./build_icons.ts";

interface Mark {
  markBox: string;
  markParts: { fill: string; d: string }[];
}

const mark = "src/ui/parts/mark.ts";
const touchIcon = "src/ui/touch_icon.png";

/** A dot that stays visible on a light and on a dark tab. */
const dot = `<circle cx="25" cy="7" r="6.5" fill="#e7000b" stroke="#fff" stroke-width="1.5"/>`;

/** The files by their plain names; none if there is no mark. */
export async function drawBrand(root: string): Promise<Record<string, string | Uint8Array>> {
  if (!existsSync(join(root, mark))) return {};
  const { markBox, markParts } = await readModule<Mark>(root, mark);
  const paths = markParts.map(({ fill, d }) => `<path fill="${fill}" d="${d}"/>`).join("");
  const drawing = (parts: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${markBox}">${parts}</svg>`;
  return {
    "favicon.svg": drawing(paths),
    "favicon-unread.svg": drawing(paths + dot),
    "touch-icon.png": await Bun.file(join(root, touchIcon)).bytes(),
  };
}

/** What a browser shows when the page is on the home screen. */
export function webManifest(names: Record<string, string>): string {
  return JSON.stringify({
    name: "Team Chat",
    short_name: "Team Chat",
    start_url: "/",
    scope: "/",
    display: "minimal-ui",
    background_color: "#ffffff",
    theme_color: "#101828",
    icons: [
      { src: `/assets/${names["favicon.svg"]}`, sizes: "any", type: "image/svg+xml" },
      { src: `/assets/${names["touch-icon.png"]}`, sizes: "512x512", type: "image/png" },
    ],
  });
}
