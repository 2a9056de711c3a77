import { expect, test } from "bun:test";
import { dayText, hourText, recentText } from "./times.ts";

const nowMs = Date.parse("2026-11-23T00:30:00.000Z");
const berlin = { locale: "en", zone: "Europe/Berlin" };
const german = { locale: "de", zone: "Europe/Berlin" };

test("a day is called today and yesterday where the reader is", () => {
  expect(dayText("2026-11-22T23:30:00.000Z", berlin, nowMs)).toBe("Today");
  expect(dayText("2026-11-22T22:30:00.000Z", berlin, nowMs)).toBe("Yesterday");
  expect(dayText("2026-11-22T22:30:00.000Z", german, nowMs)).toBe("Gestern");
});

test("other days are named, with the year where it is another", () => {
  expect(dayText("2026-11-02T10:00:00.000Z", berlin, nowMs)).toBe("Monday 2 November");
  expect(dayText("2026-11-02T10:00:00.000Z", german, nowMs)).toBe("Montag, 2. November");
  expect(dayText("2025-11-02T10:00:00.000Z", german, nowMs)).toBe("Sonntag, 2. November 2025");
});

test("hours have 24, in the reader's zone", () => {
  expect(hourText("2026-11-02T21:05:00.000Z", berlin)).toBe("22:05");
});

test("a list names the hour of today and the day of what is older", () => {
  expect(recentText("2026-11-22T23:30:00.000Z", berlin, nowMs)).toBe("00:30");
  expect(recentText("2026-11-02T10:00:00.000Z", berlin, nowMs)).toBe("2 Nov");
});

test("a list names the year of what is of another one, where the reader is", () => {
  expect(recentText("2025-11-24T10:00:00.000Z", berlin, nowMs)).toBe("24 Nov 2025");
  expect(recentText("2025-11-24T10:00:00.000Z", german, nowMs)).toBe("24.11.2025");
  const newYear = Date.parse("2026-12-31T23:30:00.000Z");
  expect(recentText("2026-12-31T22:30:00.000Z", berlin, newYear)).toBe("31 Dec 2026");
  expect(recentText("2026-12-31T22:30:00.000Z", { locale: "en", zone: "UTC" }, newYear)).toBe(
    "22:30",
  );
});

test("what is no time is given back as it is", () => {
  expect(hourText("soon", berlin)).toBe("soon");
  expect(dayText("soon", berlin, nowMs)).toBe("soon");
  expect(recentText("soon", berlin, nowMs)).toBe("soon");
});
