import { expect, test } from "bun:test";
import { textsOf } from "#ui/text/catalogue.ts";
import { deviceName, deviceText } from "./device_name.ts";

const safari = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4";
const chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0";
const known: [string, string][] = [
  ["Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0", "Firefox on Android"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox on Linux"],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36`, "Chrome on Windows"],
  [`Mozilla/5.0 (Windows NT 10.0) ${chrome} Safari/537.36 Edg/126.0.0.0`, "Edge on Windows"],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${chrome} Safari/537.36`, "Chrome on ChromeOS"],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${safari} Safari/605.1.15`, "Safari on macOS"],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) ${safari} Safari/604.1`,
    "Safari on iPhone",
  ],
  [`Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) ${safari} Safari/604.1`, "Safari on iPad"],
  [
    `Mozilla/5.0 (Linux; Android 14; SM-S918B) SamsungBrowser/25.0 ${chrome}`,
    "Samsung Internet on Android",
  ],
  [`Mozilla/5.0 (X11; Linux x86_64) ${chrome} Safari/537.36 OPR/111.0`, "Opera on Linux"],
  ["curl/8.5.0", "curl"],
  ["okhttp/4.12.0", "App"],
  ["Mozilla/5.0 (X11; Linux x86_64)", "Linux"],
  ["", ""],
  ["<script>alert(1)</script>", ""],
  [`${"(".repeat(100_000)} Firefox/1`, ""],
];

for (const [userAgent, name] of known) {
  test(`${name || "no device"} is recognised from ${userAgent.slice(0, 60) || "nothing"}`, () => {
    expect(deviceName(userAgent)).toBe(name);
  });
}

test("only the first 500 characters are read", () => {
  const browser = "Firefox/127.0";
  const name = (blanks: number) => deviceName(" ".repeat(blanks) + browser);
  expect(name(500 - "Firefox/".length)).toBe("Firefox");
  expect(name(501 - "Firefox/".length)).toBe("");
});

test("a device is named in the reader's language, whatever that of the sign-in was", () => {
  const named = ["Firefox on Android", "Firefox auf Android", "curl", ""];
  expect(named.map((name) => deviceText(name, textsOf("de")))).toEqual([
    "Firefox auf Android",
    "Firefox auf Android",
    "curl",
    "Unbekanntes Gerät",
  ]);
  expect(deviceText("Firefox auf Android", textsOf("en"))).toBe("Firefox on Android");
});
