/**
 * WebKitGTK, Safari's engine, through the plain WebDriver protocol
 * (https://www.w3.org/TR/webdriver2/): Playwright needs a build of its own. Each window has its own
 * display and driver, because a driver has only one session, and two windows on one display black
 * each other out.
 */
import { rm } from "node:fs/promises";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./patience.ts";
import { freePorts } from "./ports.ts";
import { programEnvironment, programPath } from "./programs.ts";

export interface WebKitWindow {
  goto(url: string): Promise<void>;
  back(): Promise<void>;
  forward(): Promise<void>;
  reload(): Promise<void>;
  /** Runs the function in the page; it can use only its arguments. */
  evaluate<Args extends unknown[], Result>(
    look: (...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>>;
  /** Resolves when the function returns true. @throws after a long while, with the function */
  until<Args extends unknown[]>(look: (...args: Args) => unknown, ...args: Args): Promise<void>;
  /** Resolves when the first element of the selector contains these words. */
  shows(selector: string, words: string): Promise<void>;
  /** Replaces the text in the field, as by typing. */
  fill(selector: string, text: string): Promise<void>;
  click(selector: string): Promise<void>;
  /** Presses each key on the focused element. */
  press(...keys: (keyof typeof keyCodes)[]): Promise<void>;
  /**
   * Moves the pointer through the points with its button down, and calls back before releasing it.
   */
  drag(points: Point[], beforeRelease?: () => Promise<void>): Promise<void>;
  setCookie(cookie: string): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  close(): Promise<void>;
}

export interface Point {
  x: number;
  y: number;
}

export interface WebKitOptions {
  /** With scripts by default. */
  javaScript?: boolean;
}

/** https://www.w3.org/TR/webdriver2/#keyboard-actions */
const keyCodes = { Enter: "\uE007", Escape: "\uE00C", ArrowUp: "\uE013", Tab: "\uE004" };

/** Call it in a test or in `beforeAll`; its `close` ends everything that it started. */
export async function openWebKit(options: WebKitOptions = {}): Promise<WebKitWindow> {
  const started = await start();
  try {
    const { ask, end } = started;
    const args = ["--automation"];
    if (options.javaScript === false) args.push("--enable-javascript=false");
    const browserOptions = { binary: programPath("MiniBrowser"), args };
    const { sessionId } = await ask<{ sessionId: string }>("POST", "/session", {
      capabilities: { alwaysMatch: { "webkitgtk:browserOptions": browserOptions } },
    });
    const to: Ask = (method, path, body) => ask(method, `/session/${sessionId}${path}`, body);
    return {
      ...navigation(to),
      ...looking(to),
      ...hands(to),
      async close() {
        await to("DELETE", "").catch(() => {});
        await end();
      },
    };
  } catch (error) {
    await started.end();
    throw error;
  }
}

type Ask = <Value = unknown>(method: string, path: string, body?: unknown) => Promise<Value>;

/** A display of its own, with a driver on it. */
async function start(): Promise<{ ask: Ask; end(): Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), "team-chat-webkit-"));
  const screenSize = ["-screen", "0", "1600x1200x24"];
  const screen = Bun.spawn(
    [programPath("Xvfb"), "-displayfd", "1", ...screenSize, "-nolisten", "tcp"],
    { env: programEnvironment(), stdio: ["ignore", "pipe", "ignore"] },
  );
  const display = `:${await firstLine(screen.stdout)}`;
  const [port = 0] = freePorts(1);
  const driver = Bun.spawn([programPath("WebKitWebDriver"), `--port=${port}`], {
    env: {
      ...programEnvironment(),
      DISPLAY: display,
      HOME: home,
      LANG: "C.UTF-8",
      TZ: "Europe/Berlin",
      // Whatever the theme of the machine's desktop.
      GTK_THEME: "Adwaita",
    },
    stdio: ["ignore", "ignore", "ignore"],
  });
  const ask = client(`http://127.0.0.1:${port}`);
  const isReady = () => ask<{ ready: boolean }>("GET", "/status").then(({ ready }) => ready);
  const end = async () => {
    for (const child of [driver, screen]) {
      child.kill();
      await child.exited;
    }
    await rm(home, { recursive: true, force: true });
  };
  while (!(await isReady().catch(() => false))) {
    if (driver.exitCode === null) continue;
    await end();
    throw new Error(`WebKitWebDriver ended with exit code ${driver.exitCode}`);
  }
  return { ask, end };
}

function client(address: string): Ask {
  return async (method, path, body) => {
    const answer = await fetch(address + path, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const { value } = (await answer.json()) as { value: { error?: string; message?: string } };
    if (!answer.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value as never;
  };
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let read = "";
  for await (const chunk of stream) {
    read += decoder.decode(chunk, { stream: true });
    if (read.includes("\n")) break;
  }
  return read.trim();
}

function navigation(to: Ask): Pick<WebKitWindow, "goto" | "back" | "forward" | "reload"> {
  return {
    goto: (url) => to("POST", "/url", { url }),
    back: () => to("POST", "/back", {}),
    forward: () => to("POST", "/forward", {}),
    reload: () => to("POST", "/refresh", {}),
  };
}

function looking(to: Ask): Pick<WebKitWindow, "evaluate" | "until" | "shows"> {
  const evaluate: WebKitWindow["evaluate"] = (look, ...args) =>
    to("POST", "/execute/sync", { script: `return (${String(look)})(...arguments)`, args });
  const untilSeen: WebKitWindow["until"] = (look, ...args) =>
    until(
      async () => Boolean(await evaluate(look, ...args)),
      `${String(look)} of ${JSON.stringify(args)}`,
    );
  return {
    evaluate,
    until: untilSeen,
    shows: (selector, words) =>
      untilSeen(
        (css, text) =>
          [...document.querySelectorAll<HTMLElement>(css)].some(
            (element) => element.checkVisibility() && element.innerText.includes(text),
          ),
        selector,
        words,
      ),
  };
}

function hands(
  to: Ask,
): Pick<WebKitWindow, "fill" | "click" | "press" | "drag" | "setCookie" | "resize"> {
  const find = async (value: string): Promise<string> => {
    const element = await to<object>("POST", "/element", { using: "css selector", value });
    return String(Object.values(element)[0]);
  };
  return {
    async fill(selector, text) {
      const element = await find(selector);
      await to("POST", `/element/${element}/clear`, {});
      if (text !== "") await to("POST", `/element/${element}/value`, { text });
    },
    async click(selector) {
      await to("POST", `/element/${await find(selector)}/click`, {});
    },
    async press(...keys) {
      const actions = keys.flatMap((key) =>
        ["keyDown", "keyUp"].map((type) => ({ type, value: keyCodes[key] })),
      );
      await to("POST", "/actions", { actions: [{ type: "key", id: "keys", actions }] });
    },
    async drag(points, beforeRelease) {
      const pointer = (actions: object[]) =>
        to("POST", "/actions", { actions: [{ type: "pointer", id: "mouse", actions }] });
      const [first, ...others] = points.map(({ x, y }) => ({
        type: "pointerMove",
        duration: 0,
        x: Math.round(x),
        y: Math.round(y),
      }));
      await pointer([first ?? {}, { type: "pointerDown", button: 0 }]);
      for (const move of others) await pointer([move]);
      await beforeRelease?.();
      await pointer([{ type: "pointerUp", button: 0 }]);
    },
    async setCookie(cookie) {
      const [name, value] = cookie.split("=");
      await to("POST", "/cookie", { cookie: { name, value } });
    },
    resize: (width, height) => to("POST", "/window/rect", { width, height }),
  };
}
