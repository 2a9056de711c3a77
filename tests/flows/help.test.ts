/** The page of help: its pictures, and the words for those who do not see them. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "bun:test";
import { makePerson } from "#tests/support/people.ts";
import { testServices } from "#tests/support/services.ts";
import { buildIfStale } from "#cli/build.ts";
import { loadAssets } from "#web/http/assets.ts";
import { type PictureName, pictureFile, pictures } from "#web/help/pictures.ts";
import { createApp } from "#web/app.tsx";

const root = join(import.meta.dir, "../..");
const folder = join(root, "src/ui/help_pictures");
const names = Object.keys(pictures) as PictureName[];
const files = (["en", "de"] as const).flatMap((locale) =>
  names.map((name) => pictureFile(name, locale)),
);
const kilobyte = 1024;

/** The size of a WebP picture, as its header states it. */
async function sizeOf(path: string): Promise<{ width: number; height: number }> {
  const view = new DataView((await Bun.file(path).bytes()).buffer);
  const text = (from: number) =>
    String.fromCharCode(...[0, 1, 2, 3].map((at) => view.getUint8(from + at)));
  expect([text(0), text(8), text(12)]).toEqual(["RIFF", "WEBP", "VP8X"]);
  const length = (from: number) =>
    1 + view.getUint16(from, true) + view.getUint8(from + 2) * 65_536;
  return { width: length(24), height: length(27) };
}

test("every picture of the help is there, and no other", () => {
  expect(readdirSync(folder).toSorted()).toEqual(files.toSorted());
});

test("no picture weighs more than 60 kB, and all of them, with README's, no more than 400 kB", () => {
  const paths = files.map((file) => join(folder, file));
  for (const theme of ["light", "dark"]) paths.push(join(root, `docs/chat-${theme}.webp`));
  const sizes = paths.map((path) => Bun.file(path).size);
  expect(Math.min(...sizes)).toBeGreaterThan(kilobyte);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(60 * kilobyte);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(400 * kilobyte);
});

test("each picture has the proportions that the page reserves for it", async () => {
  for (const locale of ["en", "de"] as const) {
    for (const name of names) {
      const { width, height } = await sizeOf(join(folder, pictureFile(name, locale)));
      expect(width).toBeGreaterThanOrEqual(pictures[name].width);
      expect(width / height).toBeCloseTo(pictures[name].width / pictures[name].height, 2);
    }
  }
});

for (const locale of ["en", "de"]) {
  test(`the help in ${locale} shows every picture, with words, and browsers keep it`, async () => {
    await buildIfStale();
    const services = testServices();
    const app = createApp({ services, config: services.config, assets: loadAssets() });
    const person = await makePerson(services);
    const request = (path: string) =>
      app.fetch(
        new Request(services.config.publicUrl.origin + path, {
          headers: { Cookie: person.cookie, "Accept-Language": locale },
        }),
      );
    const html = await (await request("/help")).text();
    const shown = [...html.matchAll(/<img src="([^"]+)" alt="([^"]*)"/g)];
    expect(shown).toHaveLength(names.length);
    for (const [, src = "", alt = ""] of shown) {
      expect(alt.length).toBeGreaterThan(20);
      expect(src).toContain(`-${locale}-`);
      const answer = await request(src);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("Content-Type")).toBe("image/webp");
      expect(answer.headers.get("Cache-Control")).toContain("immutable");
    }
    services.dispose();
  });
}
