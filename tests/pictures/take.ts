/**
 * `./run.sh pictures`: takes the pictures of help and README from the real pages, of a course that
 * is always the same. They are kept in the repository, so that a build needs no browser.
 */
import { mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { BrowserContextOptions, Page, PageScreenshotOptions } from "playwright-core";
import { launchBrowser } from "#tests/support/engines.ts";
import type { TestPerson } from "#tests/support/people.ts";
import type { Locale } from "#ui/text/catalogue.ts";
import { pictureFile, pictures, type PictureName } from "#web/help/pictures.ts";
import { scripted } from "../browser/chat_world.ts";
import { signIn } from "../browser/pages_world.ts";
import { type Course, openCourse } from "./course.ts";
import { scenes } from "./scenes.ts";
import { toWebp } from "./webp.ts";

const usage = `Usage: ./run.sh pictures

Takes the pictures of help and README from the real pages, with the Chromium of the tests.`;

const root = join(import.meta.dir, "../..");
const helpFolder = join(root, "src/ui/help_pictures");

/** In both languages. */
const threeOnline = /\b3 online/;

const words = process.argv.slice(2);
if (words.length > 0) {
  const asksForUsage = words[0] === "--help" || words[0] === "-h";
  (asksForUsage ? console.log : console.error)(usage);
  process.exit(asksForUsage ? 0 : 2);
}

mkdirSync(helpFolder, { recursive: true });
const browser = await launchBrowser();
for (const locale of ["en", "de"] as const) {
  const course = await openCourse(locale);
  // So that some are online.
  for (const by of course.others) {
    const page = await openPage(course, { by, path: "/account", look: {} });
    await page.goto(course.world.address(`/chat/${course.groupId}`));
    await scripted(page);
  }
  for (const name of Object.keys(scenes) as PictureName[]) await takeForHelp(course, name, locale);
  if (locale === "en") await takeForReadme(course);
  for (const context of browser.contexts()) await context.close();
  await course.close();
}
await browser.close();
process.exit(0);

async function takeForHelp(course: Course, name: PictureName, locale: Locale): Promise<void> {
  const { by, width, height, scale, path, arrange } = scenes[name];
  const look = { viewport: { width, height }, deviceScaleFactor: scale, locale };
  const page = await openPage(course, { by: course[by], path: path(course), look });
  const corner = await arrange(page, locale);
  const { width: w, height: h } = pictures[name];
  const picture = await settled(page, { clip: { ...corner, width: w, height: h } });
  await keep(picture, join(helpFolder, pictureFile(name, locale)));
  await page.context().close();
}

async function takeForReadme(course: Course): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    const look = { viewport: { width: 1280, height: 800 }, colorScheme, locale: "en" };
    const path = `/chat/${course.groupId}`;
    const page = await openPage(course, { by: course.mira, path, look });
    await keep(await settled(page), join(root, `docs/chat-${colorScheme}.webp`));
    await page.context().close();
  }
}

interface Shown {
  by: TestPerson;
  path: string;
  look: BrowserContextOptions;
}

/** A page whose clock stands still, like the course's. */
async function openPage({ world, nowMs }: Course, { by, path, look }: Shown): Promise<Page> {
  const context = await browser.newContext({
    timezoneId: "Europe/Berlin",
    reducedMotion: "reduce",
    ...look,
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(nowMs);
  await signIn(page, by, world.address("/"));
  await page.goto(world.address(path));
  if (path.startsWith("/chat/")) {
    await scripted(page);
    // The course's other people are there as well, and see this one.
    await page.getByText(threeOnline).first().waitFor();
  }
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return page;
}

/** What the page shows once it shows the same twice in a row. */
async function settled(page: Page, options: PageScreenshotOptions = {}): Promise<Buffer> {
  let last = await page.screenshot(options);
  for (;;) {
    const next = await page.screenshot(options);
    if (next.equals(last)) return next;
    last = next;
  }
}

async function keep(png: Uint8Array, file: string): Promise<void> {
  const content = await toWebp(browser, png);
  await Bun.write(file, content);
  console.log(`${relative(root, file)}: ${(content.length / 1024).toFixed(0)} kB`);
}
