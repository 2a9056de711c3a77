/** Moves between the rows of the conversation with the keyboard. */
import { isComposing } from "./input_method.ts";
import { itemSelector } from "./one_stop.ts";

export interface LogKeyPorts {
  /** Opens the actions of a row. Returns false if it has none. */
  openMenu(row: HTMLElement): boolean;
  /** Runs the action with this key, if the row has it. */
  runKey(row: HTMLElement, key: string): boolean;
  toEnd: () => void;
}

/** For `onKeyDown` of the conversation's scrolled box. */
export function logKeys(event: KeyboardEvent, ports: LogKeyPorts): void {
  const { target, currentTarget } = event;
  const [box, from] = [currentTarget as HTMLElement, target as HTMLElement];
  if (isComposing(event) || from.matches("input, textarea, select")) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const item = from.closest<HTMLElement>(itemSelector) ?? undefined;
  const isMenuKey = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
  if (item && isMenuKey) return done(event, ports.openMenu(item));
  if (event.shiftKey) return;
  if (item === from && event.key === "Enter") return done(event, ports.openMenu(item));
  if (moves(event, box, item)) return done(event, true);
  if (event.key === "End") ports.toEnd();
  if (item === from) done(event, ports.runKey(item, event.key));
}

function done(event: KeyboardEvent, isHandled: boolean): void {
  if (isHandled) event.preventDefault();
}

function moves({ key }: KeyboardEvent, box: HTMLElement, item: HTMLElement | undefined): boolean {
  if (key === "ArrowUp" || key === "ArrowDown") return step(box, item, key === "ArrowUp" ? -1 : 1);
  if (key === "PageUp" || key === "PageDown") return page(box, item, key === "PageUp" ? -1 : 1);
  if (key !== "Home" && key !== "End") return false;
  const items = itemsOf(box);
  return show(box, key === "Home" ? items[0] : items.at(-1), key === "Home" ? -1 : 1);
}

function itemsOf(box: HTMLElement): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>(itemSelector)];
}

/** To the next row, or further down one that is higher than the screen. */
function step(box: HTMLElement, item: HTMLElement | undefined, way: 1 | -1): boolean {
  const items = itemsOf(box);
  if (!item) return show(box, edgeRow(box, items, way), way);
  const seen = box.getBoundingClientRect();
  const at = item.getBoundingClientRect();
  const hidden = way === 1 ? at.bottom - seen.bottom : seen.top - at.top;
  const isSeen = at.top < seen.bottom && at.bottom > seen.top;
  if (isSeen && hidden > 1 && at.height > seen.height) {
    box.scrollTop += way * Math.min(hidden, seen.height * 0.8);
    return true;
  }
  show(box, items[items.indexOf(item) + way], way);
  return true;
}

/** About a screen up or down. */
function page(box: HTMLElement, item: HTMLElement | undefined, way: 1 | -1): boolean {
  const items = itemsOf(box);
  const from = item ?? edgeRow(box, items, way === 1 ? -1 : 1);
  if (!from) return false;
  const wanted = from.getBoundingClientRect().top + way * box.clientHeight * 0.9;
  const ordered = way === 1 ? items : items.toReversed();
  const beyond = ordered.find((each) => way * (each.getBoundingClientRect().top - wanted) >= 0);
  return show(box, beyond ?? ordered.at(-1), way);
}

/** From outside the rows: up leads to the last one on the screen, down to the first. */
function edgeRow(box: HTMLElement, items: HTMLElement[], way: 1 | -1): HTMLElement | undefined {
  const seen = box.getBoundingClientRect();
  const ordered = way === 1 ? items : items.toReversed();
  const isSeen = (each: HTMLElement) => {
    const { top, bottom } = each.getBoundingClientRect();
    return top >= seen.top - 1 && bottom <= seen.bottom + 1;
  };
  return ordered.find(isSeen) ?? ordered[0];
}

/** Focuses a row and scrolls it onto the screen: its beginning, or going up, its end. */
function show(box: HTMLElement, item: HTMLElement | undefined, way: 1 | -1): boolean {
  if (!item) return false;
  item.focus({ preventScroll: true });
  const isHigh = item.offsetHeight > box.clientHeight;
  item.scrollIntoView({ block: isHigh ? (way === 1 ? "start" : "end") : "nearest" });
  return true;
}
