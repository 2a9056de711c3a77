/** The pictures of the help, which `./run.sh pictures` takes from the real pages. */
import type { Locale } from "#ui/text/catalogue.ts";
import type { HelpTexts } from "#ui/text/help.en.ts";
import type { Topic } from "./chapters.ts";

export type PictureName = keyof HelpTexts["pictures"];

export interface Picture {
  topic: Topic;
  /** In CSS pixels, as it is shown. */
  width: number;
  height: number;
  /** Over the whole width of the page. */
  wide?: true;
}

export const pictures: Readonly<Record<PictureName, Picture>> = {
  chat: { topic: "read", width: 1024, height: 600, wide: true },
  card: { topic: "people", width: 480, height: 340 },
  offline: { topic: "offline", width: 480, height: 340 },
  deal: { topic: "makeGroups", width: 560, height: 480 },
  log: { topic: "log", width: 1024, height: 320, wide: true },
};

const names = Object.keys(pictures) as PictureName[];

export function pictureOf(topic: Topic): PictureName | undefined {
  return names.find((name) => pictures[name].topic === topic);
}

export function pictureFile(name: PictureName, locale: Locale): string {
  return `${name}-${locale}.webp`;
}
