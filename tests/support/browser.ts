/** A real browser for tests, and the standards that every page must meet. */
import { test } from "bun:test";
import type axeCore from "axe-core";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { type Ability, allLooksName, contextOptions, isAble, launchBrowser } from "./engines.ts";
import { patienceMs, testMs } from "./patience.ts";

export interface PageOptions {
  /** Defaults to 1280. Below 600 it is a phone. */
  width?: number;
  height?: number;
  theme?: "light" | "dark";
  /** Defaults to `en-GB`. */
  locale?: string;
  reducedMotion?: boolean;
  javaScript?: boolean;
  /** Accepts the certificate of a test's proxy. */
  anyCertificate?: boolean;
  /** Another tab of the same profile, instead of a page in a profile of its own. */
  context?: BrowserContext;
}

export interface TestBrowser {
  /** A page in a profile of its own, not signed in. Its errors fail the test at `close`. */
  newPage(options?: PageOptions): Promise<Page>;
  /** @throws when any page has logged an error to its console or violated the CSP */
  assertQuiet: () => void;
  /** Errors that pages are expected to log in the next steps, such as a refused form. */
  expectTrouble(pattern: RegExp): void;
  /** Closes every page and deletes the profiles. */
  closePages(): Promise<void>;
  close(): Promise<void>;
}

/** Call its `close` in `afterAll`. */
export function openBrowser(): TestBrowser {
  const browser = new LastingBrowser();
  const troubles: string[] = [];
  const expected: RegExp[] = [];
  const note = (trouble: string) => {
    if (!expected.some((pattern) => pattern.test(trouble))) troubles.push(trouble);
  };
  const assertQuiet = () => {
    const heard = troubles.splice(0);
    if (heard.length > 0) throw new Error(`A page complained:\n${heard.join("\n")}`);
  };
  return {
    async newPage(options = {}) {
      const context = options.context ?? (await browser.newContext(pageSettings(options)));
      context.setDefaultTimeout(patienceMs);
      const page = await context.newPage();
      page.on("pageerror", (error) => note(`${page.url()}: ${error.message}`));
      page.on("console", (message) => {
        if (message.type() === "error") note(`${page.url()}: ${message.text()}`);
      });
      return page;
    },
    assertQuiet,
    expectTrouble: (pattern) => void expected.push(pattern),
    closePages: () => browser.closeContexts(),
    async close() {
      await browser.close();
      assertQuiet();
    },
  };
}

/**
 * Started on demand, and again if it is gone: Bun ends it together with a test that has timed out.
 */
class LastingBrowser {
  #launched: Promise<Browser> | undefined;

  async newContext(options: BrowserContextOptions): Promise<BrowserContext> {
    this.#launched ??= launchBrowser();
    if (!(await this.#launched).isConnected()) this.#launched = launchBrowser();
    return (await this.#launched).newContext(contextOptions(options));
  }

  async closeContexts(): Promise<void> {
    const contexts = (await this.#launched)?.contexts() ?? [];
    for (const context of contexts) await context.close();
  }

  async close(): Promise<void> {
    await (await this.#launched)?.close();
  }
}

/** A test for engines whose drivers have all these features. For others it does not exist. */
export function testWhere(needed: Ability[], title: string, body: () => Promise<void>): void {
  if (isAble(needed)) test(title, body, testMs);
}

export const looks = [
  { width: 360, theme: "dark" },
  { width: 1280, theme: "light" },
  { width: 360, theme: "light" },
  { width: 1280, theme: "dark" },
] as const;

/** Whether pages are tested in every look, which takes minutes. */
export const inAllLooks = process.env[allLooksName] === "all";

/**
 * A test of whole pages at a width and in a theme. The tests take the looks in turn, so that a run
 * sees them all; with `TEST_LOOKS=all` each test takes each of them.
 * @param turn the number of the look
 */
export function testLook(
  turn: 0 | 1 | 2 | 3,
  title: string,
  body: (look: (typeof looks)[number]) => Promise<void>,
): void {
  for (const look of inAllLooks ? looks : [looks[turn]]) {
    const needed: Ability[] = look.theme === "dark" ? ["dark pages"] : [];
    testWhere(needed, `${title} at ${look.width} px, ${look.theme}`, () => body(look));
  }
}

const axeSource = Bun.file(Bun.resolveSync("axe-core/axe.min.js", import.meta.dir));

/** The accessibility rules that the page breaks, each with its elements. */
export async function axe(page: Page): Promise<string[]> {
  const isThere = await page.evaluate(() => "axe" in globalThis);
  if (!isThere) await page.evaluate(await axeSource.text());
  return page.evaluate(async () => {
    const { run } = (globalThis as unknown as { axe: typeof axeCore }).axe;
    // Passed checks run as well, but listing them would take longer than running them.
    const { violations } = await run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  });
}

export function widerThanScreen(page: Page): Promise<boolean> {
  // Not innerWidth: that grows with a page that is too wide for a phone.
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth;
  });
}

/** What makes a page unusable: wider than the screen, or a target too small to hit. */
export function hardships(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    // Menus are denser where there is a mouse.
    const least = clientWidth < 640 ? 40 : 32;
    if (scrollWidth > clientWidth) found.push(`The page is ${scrollWidth} wide`);
    for (const element of document.querySelectorAll("button, input, select, summary")) {
      // A box or a button to choose is hit by its label as well.
      const isTick = element instanceof HTMLInputElement && /checkbox|radio/.test(element.type);
      const target = (isTick && element.labels?.[0]) || element;
      const { width, height } = target.getBoundingClientRect();
      if (width > 1 && height < least) found.push(`Only ${height} high: ${element.outerHTML}`);
    }
    return found;
  });
}

function pageSettings(options: PageOptions): BrowserContextOptions {
  const { width = 1280, theme = "light", locale = "en-GB" } = options;
  const phone = width < 600;
  return {
    viewport: { width, height: options.height ?? (phone ? 740 : 800) },
    colorScheme: theme,
    locale,
    reducedMotion: options.reducedMotion ? "reduce" : "no-preference",
    ignoreHTTPSErrors: options.anyCertificate ?? false,
    javaScriptEnabled: options.javaScript ?? true,
    hasTouch: phone,
    isMobile: phone,
    timezoneId: "Europe/Berlin",
  };
}
