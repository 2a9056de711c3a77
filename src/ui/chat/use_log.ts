import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { MessageView } from "#wire/views.ts";
import { type LogKeyPorts, logKeys } from "./log_keys.ts";
import type { OfferedAct } from "./offered_acts.ts";
import { itemSelector, makeOneStop } from "./one_stop.ts";
import { isTouch } from "./sending_key.ts";

interface OpenMenu {
  messageId: string;
  row: HTMLElement;
}

interface LogPorts {
  messages: readonly MessageView[];
  /** Nothing for messages without actions. */
  offered(message: MessageView): readonly OfferedAct[];
  toEnd: () => void;
}

/** The keys and taps that lead to the actions of messages, and the open menu of one. */
export function useLog(box: RefObject<HTMLElement | null>, ports: LogPorts) {
  const [menu, setMenu] = useState<OpenMenu | undefined>();
  const { toEnd } = ports;
  useLayoutEffect(() => (box.current ? makeOneStop(box.current) : undefined), []);
  const actsOf = (row: HTMLElement) => {
    const seq = Number(row.dataset["seq"]);
    const message = ports.messages.find((each) => each.seq === seq);
    return { message, offered: message ? ports.offered(message) : [] };
  };
  const openMenu = (row: HTMLElement) => {
    const { message, offered } = actsOf(row);
    if (!message || offered.length === 0) return false;
    setMenu({ messageId: message.id, row });
    return true;
  };
  const keys: LogKeyPorts = {
    openMenu,
    runKey(row, key) {
      const found = actsOf(row).offered.find((each) => each.key === key);
      found?.run();
      return found !== undefined;
    },
    toEnd,
  };
  const touched = (event: MouseEvent) => {
    const row = tappedRow(event);
    if (row && openMenu(row)) event.preventDefault();
  };
  useEffect(() => {
    const { current } = box;
    const pressed = (event: KeyboardEvent) => logKeys(event, keys);
    current?.addEventListener("keydown", pressed);
    current?.addEventListener("click", touched);
    // Some browsers report a long press so.
    current?.addEventListener("contextmenu", touched);
    return () => {
      current?.removeEventListener("keydown", pressed);
      current?.removeEventListener("click", touched);
      current?.removeEventListener("contextmenu", touched);
    };
  });
  return { opened: menu, close: () => setMenu(undefined) };
}

/** The row that was tapped with a finger, unless the tap had another purpose. */
function tappedRow(event: MouseEvent): HTMLElement | undefined {
  const { pointerType } = event as Partial<PointerEvent>;
  if (pointerType ? pointerType !== "touch" : !isTouch()) return undefined;
  const target = event.target as Element;
  if (target.closest("a, button, input, textarea, form")) return undefined;
  if (event.type === "click" && getSelection()?.isCollapsed === false) return undefined;
  return target.closest<HTMLElement>(itemSelector) ?? undefined;
}
