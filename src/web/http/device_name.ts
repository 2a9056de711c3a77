import { format } from "#ui/text/format.ts";
import type { Texts } from "#ui/text/catalogue.ts";

// The order matters: many browsers also name others.
const browsers: [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bVersion\/[\d.]+.*\bSafari\//, "Safari"],
  [/\bokhttp\/|\bDart\/|\bCFNetwork\//, "App"],
  [/^curl\//, "curl"],
];

const systems: [RegExp, string][] = [
  [/\bAndroid\b/, "Android"],
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

/**
 * A `User-Agent` as a name that people recognise, such as "Firefox on Android"; empty if it is
 * unknown. It is stored, and read in more than one language: see `deviceText`.
 */
export function deviceName(userAgent: string): string {
  const text = userAgent.slice(0, 500);
  const browser = browsers.find(([pattern]) => pattern.test(text))?.[1];
  const system = systems.find(([pattern]) => pattern.test(text))?.[1];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? "";
}

/** A stored name in the reader's language. Those of earlier versions are in that of the sign-in. */
export function deviceText(name: string, { account }: Pick<Texts, "account">): string {
  const [, browser, system] = /^(.+) (?:on|auf) (.+)$/.exec(name) ?? [];
  if (browser && system) return format(account.deviceName, { browser, system });
  return name || account.unknownDevice;
}
