import { type TimeLook, timeText } from "#ui/text/time_text.ts";

/** Converts the server's UTC times to the reader's time zone. */
export function localTimes(root: Document): void {
  const locale = root.documentElement.lang;
  const nowMs = Number(root.documentElement.dataset["now"]);
  for (const element of root.querySelectorAll<HTMLTimeElement>("time[data-local]")) {
    const look = (element.dataset["local"] || "moment") as TimeLook;
    element.textContent = timeText(element.dateTime, { locale, look, nowMs });
    element.title = timeText(element.dateTime, { locale, look: "moment" });
  }
}
