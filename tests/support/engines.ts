/**
 * The engines that Playwright drives: Chromium and, with TEST_ENGINE=firefox, a stock Firefox
 * through WebDriver BiDi. (WebKit has a driver of its own, `webkit.ts`.)
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

/** Features that only some drivers have. */
type Ability = "pages without scripts" | "dark pages" | "touch";

interface Engine {
  cannot: Ability[];
  launch(): Promise<Browser>;
}

const chromiumOptions = (command: "chromium" | "headless_shell"): LaunchOptions => ({
  executablePath: programPath(command),
  // Disables the browser's own services, so that nothing but the test uses the network.
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
 * Chromium as people have it: the back button restores the page. Playwright disables that, and
 * headless Chromium cannot do it.
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
        // A stock Firefox through BiDi: otherwise Playwright needs a build of its own. From 1.65 on
        // it sends each new context a command (emulation.setMediaFeaturesOverride) that Firefox 153
        // does not know, so playwright-core stays at 1.64.1 until Debian's Firefox is newer.
        channel: "moz-firefox",
        executablePath: programPath("firefox"),
        firefoxUserPrefs: {
          // Headless Firefox has no mouse: (hover: hover) would be false. 6 is a fine pointer that
          // hovers.
          "ui.primaryPointerCapabilities": 6,
          "ui.allPointerCapabilities": 6,
          // No process is kept ready for pages that no test opens.
          "dom.ipc.processPrelaunch.enabled": false,
          // Light. The driver cannot change it.
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

/** A test for engines whose drivers have all these features. For others it does not exist. */
export function testWhere(needed: Ability[], title: string, body: () => Promise<void>): void {
  if (!needed.some((ability) => engine.cannot.includes(ability))) test(title, body, testMs);
}

/**
 * The options for the engine's driver. Without touch, a phone is a narrow window.
 * @throws when the page would differ from the request
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
