/**
 * The engines that Playwright drives: Chromium and, with TEST_ENGINE=firefox, a stock Firefox
 * through WebDriver BiDi. (WebKit has a driver of its own, `webkit.ts`.)
 */
import {
  type Browser,
  type BrowserContextOptions,
  type BrowserType,
  chromium,
  firefox,
  type LaunchOptions,
} from "playwright-core";
import { programEnvironment, programPath } from "./programs.ts";

/** Features that only some drivers have. */
export type Ability = "pages without scripts" | "dark pages" | "touch";

interface Engine {
  cannot: Ability[];
  /** Whether windows of one browser can all have the keyboard. */
  isShared: boolean;
  driver: BrowserType;
  options(): LaunchOptions;
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

export type EngineName = "chromium" | "firefox";

const engines: Record<EngineName, Engine> = {
  chromium: {
    cannot: [],
    isShared: true,
    driver: chromium,
    options: () => chromiumOptions("headless_shell"),
  },
  firefox: {
    cannot: ["pages without scripts", "dark pages", "touch"],
    isShared: false,
    driver: firefox,
    options: () => ({
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
const engine = engineNamed(name);

function engineNamed(wanted: string): Engine {
  if (wanted === "chromium" || wanted === "firefox") return engines[wanted];
  throw new Error(`TEST_ENGINE=${wanted} is no engine`);
}

/** Whether the engine's driver has all these features. */
export function isAble(needed: Ability[]): boolean {
  return !needed.some((ability) => engine.cannot.includes(ability));
}

const addressesName = "TEST_BROWSERS";

/** With `all`, pages are tested in both themes at each width. */
export const allLooksName = "TEST_LOOKS";

/** A browser that this run shares between files, or one for this file alone. */
export function launchBrowser(): Promise<Browser> {
  const addresses = process.env[addressesName]?.split(" ") ?? [];
  // `bun test --parallel` numbers its workers from 1.
  const worker = Number(process.env["JEST_WORKER_ID"] ?? 1);
  const address = addresses[(worker - 1) % addresses.length];
  return address ? engine.driver.connect(address) : engine.driver.launch(engine.options());
}

export interface SharedBrowsers {
  /** Variables for the tests that use them. */
  env: Record<string, string>;
  close(): Promise<void>;
}

/**
 * Starts browsers for the files of a step: a start takes longer than many a test. One Chromium
 * serves all; each worker needs a Firefox of its own, because only one window has the keyboard.
 */
export async function shareBrowsers(wanted: EngineName, workers: number): Promise<SharedBrowsers> {
  const { driver, options, isShared } = engines[wanted];
  const launch = () => driver.launchServer({ ...options(), host: "127.0.0.1" });
  const count = isShared ? 1 : workers;
  const servers = await Promise.all(Array.from({ length: count }, launch));
  const addresses = servers.map((server) => server.wsEndpoint()).join(" ");
  return {
    env: { TEST_ENGINE: wanted, [addressesName]: addresses },
    close: async () => void (await Promise.all(servers.map((server) => server.close()))),
  };
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
