import { type TimeLook, timeText } from "#ui/text/time_text.ts";

/** Converts the server's UTC times to the reader's time zone, in the page or a part of it. */
export function localTimes(root: Document, part: ParentNode = root): void {
  const locale = root.documentElement.lang;
  const nowMs = Number(root.documentElement.dataset["now"]);
  for (const element of part.querySelectorAll<HTMLTimeElement>("time[data-local]")) {
    const look = (element.dataset["local"] || "moment") as TimeLook;
    element.textContent = timeText(element.dateTime, { locale, look, nowMs });
    element.title = timeText(element.dateTime, { locale, look: "moment" });
  }
}
