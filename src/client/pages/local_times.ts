import { type TimeLook, timeText } from "#ui/text/time_text.ts";

/** Rewrites the server's times, which are UTC, in the reader's zone. */
export function localTimes(root: Document): void {
  const locale = root.documentElement.lang;
  const nowMs = Number(root.documentElement.dataset["now"]);
  for (const element of root.querySelectorAll<HTMLTimeElement>("time[data-local]")) {
    const look = (element.dataset["local"] || "moment") as TimeLook;
    element.textContent = timeText(element.dateTime, { locale, look, nowMs });
    element.title = timeText(element.dateTime, { locale, look: "moment" });
  }
}
