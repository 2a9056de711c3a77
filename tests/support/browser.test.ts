import { afterAll, expect, setDefaultTimeout, test } from "bun:test";
import { testMs } from "./patience.ts";
import { axe, openBrowser } from "./browser.ts";

setDefaultTimeout(testMs);

const browser = openBrowser();
const site = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch: ({ url }) => new Response(pages[new URL(url).pathname], { headers: headersOf(url) }),
});
const pages: Record<string, string> = {
  "/throws": page("<script>throw new Error('thrown')</script>"),
  "/refused": page("<p style='color: red'>red</p>"),
  "/faint": page("<p class='faint'>faint</p><style>.faint { color: #eee }</style>"),
  "/good": page("<p>good</p>"),
};

afterAll(async () => {
  await browser.close();
  await site.stop(true);
});

test("an error in a page's script fails the test", async () => {
  await visit("/throws");
  expect(browser.assertQuiet).toThrow("thrown");
});

test("a violation of the content security policy fails the test", async () => {
  await visit("/refused");
  expect(browser.assertQuiet).toThrow("Content Security Policy");
});

test("axe finds faint text, and works under a strict policy", async () => {
  const violations = await axe(await visit("/faint"));
  expect(violations).toHaveLength(1);
  expect(violations[0]).toStartWith("color-contrast");
});

test("a good page causes no complaint", async () => {
  expect(await axe(await visit("/good"))).toEqual([]);
  browser.assertQuiet();
});

async function visit(path: string) {
  const opened = await browser.newPage();
  await opened.goto(site.url.origin + path);
  return opened;
}

function page(content: string): string {
  return `<!doctype html><html lang="en"><title>Test</title><link rel="icon" href="data:,"><main><h1>Test</h1>${content}</main></html>`;
}

function headersOf(url: string): Record<string, string> {
  const inline = /throws|faint/.test(url) ? "'unsafe-inline'" : "'none'";
  return {
    "Content-Type": "text/html",
    "Content-Security-Policy": `default-src 'none'; img-src data:; script-src ${inline}; style-src ${inline}`,
  };
}
