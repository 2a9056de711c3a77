/** One real browser a test file, and what every page is held to. */
import axeCore from "axe-core";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { contextOptions, engine } from "./engines.ts";
import { patienceMs } from "./patience.ts";

export interface PageOptions {
  /** 1280 × 800 without it. */
  width?: number;
  height?: number;
  theme?: "light" | "dark";
  /** `en-GB` without it. */
  locale?: string;
  reducedMotion?: boolean;
  javaScript?: boolean;
}

export interface TestBrowser {
  /** A page in a profile of its own: nobody is signed in. Its troubles fail the test at `close`. */
  newPage(options?: PageOptions): Promise<Page>;
  /** @throws when any page has written an error to its console or was refused by the CSP */
  assertQuiet: () => void;
  /** What pages are known to complain of in the next steps, such as a refused form. */
  expectTrouble(pattern: RegExp): void;
  close(): Promise<void>;
}

/** Its `close` belongs in `afterAll`. */
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
      const context = await browser.newContext(pageSettings(options));
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
    async close() {
      await browser.close();
      assertQuiet();
    },
  };
}

/**
 * The bare browser, for files that make contexts of their own. It is started when it is needed, and
 * again where it is gone: Bun ends it together with a test that has run out of time.
 */
export class LastingBrowser {
  private launched: Promise<Browser> | undefined;

  async newContext(options: BrowserContextOptions): Promise<BrowserContext> {
    this.launched ??= engine.launch();
    if (!(await this.launched).isConnected()) this.launched = engine.launch();
    return (await this.launched).newContext(contextOptions(options));
  }

  async closeContexts(): Promise<void> {
    const contexts = (await this.launched)?.contexts() ?? [];
    for (const context of contexts) await context.close();
  }

  async close(): Promise<void> {
    await (await this.launched)?.close();
  }
}

/** The accessibility rules that the page breaks, each with the elements that do. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(axeCore.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axeCore }).axe.run(document),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

function pageSettings(options: PageOptions): BrowserContextOptions {
  const { width = 1280, height = 800, theme = "light", locale = "en-GB" } = options;
  return {
    viewport: { width, height },
    colorScheme: theme,
    locale,
    reducedMotion: options.reducedMotion ? "reduce" : "no-preference",
    javaScriptEnabled: options.javaScript ?? true,
    hasTouch: width < 600,
    timezoneId: "Europe/Berlin",
  };
}
