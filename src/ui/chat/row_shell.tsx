import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface RowShellProps {
  /** The id of the message, if it is stored; the scroll position is kept by it. */
  seq?: number;
  startsRun: boolean;
  /** Drawn only while the mouse is over the row or the focus in it. */
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** The box of a row: as wide as the column, or as the screen of a phone. */
export function RowShell({ seq, startsRun, actions, children }: RowShellProps) {
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  return (
    <li
      data-item=""
      data-seq={seq}
      onPointerEnter={({ pointerType }) => pointerType !== "touch" && setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocusIn={() => setFocused(true)}
      onFocusOut={({ currentTarget, relatedTarget }) =>
        setFocused(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))
      }
      class={`group message-row ${startsRun ? "mt-2 pt-1 pb-0.5" : "py-0.5"}`}
    >
      {children}
      {(hovered || focused) && actions}
    </li>
  );
}
