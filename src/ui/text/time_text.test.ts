import { expect, test } from "bun:test";
import { dayText, hourText, recentText, timeText } from "./time_text.ts";

const nowMs = Date.parse("2026-11-23T00:30:00.000Z");
const berlin = { locale: "en", zone: "Europe/Berlin" };
const german = { locale: "de", zone: "Europe/Berlin" };

test("today and yesterday are named by the reader's own time zone", () => {
  expect(dayText("2026-11-22T23:30:00.000Z", berlin, nowMs)).toBe("Today, Monday 23 November");
  expect(dayText("2026-11-22T22:30:00.000Z", berlin, nowMs)).toBe("Yesterday, Sunday 22 November");
  expect(dayText("2026-11-22T22:30:00.000Z", german, nowMs)).toBe("Gestern, Sonntag, 22. November");
});

test("other days are dates, with the year if it is another one", () => {
  expect(dayText("2026-11-02T10:00:00.000Z", berlin, nowMs)).toBe("Monday 2 November");
  expect(dayText("2026-11-02T10:00:00.000Z", german, nowMs)).toBe("Montag, 2. November");
  expect(dayText("2025-11-02T10:00:00.000Z", german, nowMs)).toBe("Sonntag, 2. November 2025");
});

test("times use 24 hours, in the reader's zone", () => {
  expect(hourText("2026-11-02T21:05:00.000Z", berlin)).toBe("22:05");
});

test("a list shows the time for today and the day for older messages", () => {
  expect(recentText("2026-11-22T23:30:00.000Z", berlin, nowMs)).toBe("00:30");
  expect(recentText("2026-11-02T10:00:00.000Z", berlin, nowMs)).toBe("2 Nov");
});

test("a list shows the year if it is another one in the reader's zone", () => {
  expect(recentText("2025-11-24T10:00:00.000Z", berlin, nowMs)).toBe("24 Nov 2025");
  expect(recentText("2025-11-24T10:00:00.000Z", german, nowMs)).toBe("24.11.2025");
  const newYear = Date.parse("2026-12-31T23:30:00.000Z");
  expect(recentText("2026-12-31T22:30:00.000Z", berlin, newYear)).toBe("31 Dec 2026");
  expect(recentText("2026-12-31T22:30:00.000Z", { locale: "en", zone: "UTC" }, newYear)).toBe(
    "22:30",
  );
});

test("anything that is not a time is returned unchanged", () => {
  expect(hourText("soon", berlin)).toBe("soon");
  expect(dayText("soon", berlin, nowMs)).toBe("soon");
  expect(recentText("soon", berlin, nowMs)).toBe("soon");
});

const iso = "2026-03-09T23:30:00.000Z";
const zone = "Europe/Berlin";

const recent = (now: string) =>
  timeText(iso, { locale: "en", look: "recent", zone, nowMs: Date.parse(now) });

test("a page returns anything that is not a time unchanged", () => {
  expect(timeText("soon", { locale: "en", look: "moment", zone })).toBe("soon");
});

test("a moment is written in the reader's zone and language", () => {
  expect(timeText(iso, { locale: "en", look: "moment", zone: "UTC" })).toBe("9 Mar 2026, 23:30");
  expect(timeText(iso, { locale: "de", look: "moment", zone })).toBe("10.03.2026, 00:30");
});

test("a recent time is a time today, a day this year, and a full date before", () => {
  expect(recent("2026-03-10T12:00:00Z")).toBe("00:30");
  expect(recent("2026-03-09T12:00:00Z")).toBe("10 Mar");
  expect(recent("2027-01-01T12:00:00Z")).toBe("10 Mar 2026");
});

test("without today's date, a recent time is a full date", () => {
  expect(timeText(iso, { locale: "en", look: "recent", zone: "UTC" })).toBe("9 Mar 2026");
});
