import { expect, test } from "bun:test";
import { timeText } from "./time_text.ts";

const iso = "2026-03-09T23:30:00.000Z";
const zone = "Europe/Berlin";

const recent = (now: string) =>
  timeText(iso, { locale: "en", look: "recent", zone, nowMs: Date.parse(now) });

test("what is no time is given back as it is", () => {
  expect(timeText("soon", { locale: "en", look: "moment", zone })).toBe("soon");
});

test("a moment is written in the reader's zone and language", () => {
  expect(timeText(iso, { locale: "en", look: "moment", zone: "UTC" })).toBe("9 Mar 2026, 23:30");
  expect(timeText(iso, { locale: "de", look: "moment", zone })).toBe("10.03.2026, 00:30");
});

test("a recent time is an hour today, a day this year, and a whole date before", () => {
  expect(recent("2026-03-10T12:00:00Z")).toBe("00:30");
  expect(recent("2026-03-09T12:00:00Z")).toBe("10 Mar");
  expect(recent("2027-01-01T12:00:00Z")).toBe("10 Mar 2026");
});

test("a recent time without knowing today is a whole date", () => {
  expect(timeText(iso, { locale: "en", look: "recent", zone: "UTC" })).toBe("9 Mar 2026");
});
