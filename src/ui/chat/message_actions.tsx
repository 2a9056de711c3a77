import { Icon } from "../parts/icon.tsx";
import type { OfferedAct } from "./offered_acts.ts";

interface MessageActionsProps {
  label: string;
  offered: readonly OfferedAct[];
}

/**
 * The actions for the message under the mouse or with the focus. They are no stops of the Tab key:
 * Enter opens the same actions, and a tap on a touch screen does.
 */
export function MessageActions({ label, offered }: MessageActionsProps) {
  return (
    <div
      role="group"
      aria-label={label}
      class="absolute -top-4 right-2 z-10 flex rounded border border-line bg-raised p-px shadow pointer-coarse:hidden print:hidden"
    >
      {offered.map(({ name, label: words, icon, danger, run }) => (
        <button
          key={name}
          type="button"
          tabIndex={-1}
          title={words}
          onClick={run}
          class={`flex size-8 cursor-pointer items-center justify-center rounded text-muted hover:bg-sunken ${danger ? "hover:text-danger-text" : "hover:text-body"}`}
        >
          <Icon of={icon} />
          <span class="sr-only">{words}</span>
        </button>
      ))}
    </div>
  );
}
