/**
 * The engines that Playwright drives: Chromium, and with TEST_ENGINE=firefox a stock Firefox by
 * WebDriver BiDi. (WebKit has a driver of its own, `webkit.ts`.)
 */
import { test } from "bun:test";
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  firefox,
  type LaunchOptions,
} from "playwright-core";
import { testMs } from "./patience.ts";
import { programEnvironment, programPath } from "./programs.ts";

/** What only some drivers can do. */
type Ability = "pages without scripts" | "dark pages" | "touch";

interface Engine {
  cannot: Ability[];
  launch(): Promise<Browser>;
}

const chromiumOptions = (command: "chromium" | "headless_shell"): LaunchOptions => ({
  executablePath: programPath(command),
  // Few services of the browser's own, so that nothing but the test uses the network.
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ],
  env: programEnvironment(),
});

/**
 * Chromium as people have it: the back button brings back the page that was left. Playwright turns that
 * off, and the one without windows cannot do it.
 */
export function launchWithPageCache(): Promise<Browser> {
  return chromium.launch({
    ...chromiumOptions("chromium"),
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
}

const engines: Record<"chromium" | "firefox", Engine> = {
  chromium: {
    cannot: [],
    launch: () => chromium.launch(chromiumOptions("headless_shell")),
  },
  firefox: {
    cannot: ["pages without scripts", "dark pages", "touch"],
    launch: () =>
      firefox.launch({
        // A stock Firefox by BiDi: without it Playwright wants a build of its own. From 1.65 on it
        // sends each new context a command (emulation.setMediaFeaturesOverride) that Firefox 153
        // does not know, so playwright-core stays at 1.64.1 until Debian's Firefox is newer.
        channel: "moz-firefox",
        executablePath: programPath("firefox"),
        firefoxUserPrefs: {
          // Headless, it has no mouse: (hover: hover) would be false. 6 is a fine pointer that hovers.
          "ui.primaryPointerCapabilities": 6,
          "ui.allPointerCapabilities": 6,
          // No process is kept ready for pages that no test opens.
          "dom.ipc.processPrelaunch.enabled": false,
          // Light. The driver has no say in it.
          "layout.css.prefers-color-scheme.content-override": 1,
        },
        env: programEnvironment(),
      }),
  },
};

const name = process.env["TEST_ENGINE"] ?? "chromium";

/** The engine of this run. */
export const engine: Engine = chosen();

function chosen(): Engine {
  if (name === "chromium" || name === "firefox") return engines[name];
  throw new Error(`TEST_ENGINE=${name} is no engine`);
}

/** A test for engines whose drivers can do all this. Elsewhere there is no such test. */
export function testWhere(needed: Ability[], title: string, body: () => Promise<void>): void {
  if (!needed.some((ability) => engine.cannot.includes(ability))) test(title, body, testMs);
}

/**
 * The options that the engine's driver takes. A phone is a narrow window where there is no touch.
 * @throws when the page would be another one than was asked for
 */
export function contextOptions(options: BrowserContextOptions): BrowserContextOptions {
  const refused: [Ability, boolean][] = [
    ["pages without scripts", options.javaScriptEnabled === false],
    ["dark pages", options.colorScheme === "dark"],
  ];
  for (const [ability, asked] of refused) {
    if (asked && engine.cannot.includes(ability)) throw new Error(`${name} has no ${ability}`);
  }
  if (!engine.cannot.includes("touch")) return options;
  return { ...options, hasTouch: undefined, isMobile: undefined };
}
