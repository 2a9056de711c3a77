import { useRef } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { lateTexts } from "../text/chat_late.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState } from "./chat_state.ts";
import type { ListLook } from "./list_look.ts";

/** How the list looks, as a menu: what comes first, and how much of each group is shown. */
export function ListOptions({ state, act }: { state: ChatState; act: ChatActions }) {
  const { look, locale } = state;
  const menu = useRef<HTMLDetailsElement>(null);
  const late = lateTexts(locale);
  return (
    <details
      ref={menu}
      data-menu
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !menu.current?.open) return;
        event.stopPropagation();
        menu.current.open = false;
        menu.current.querySelector("summary")?.focus();
      }}
      onFocusOut={(event) => {
        const { relatedTarget } = event;
        if (!menu.current || !(relatedTarget instanceof Node)) return;
        if (!menu.current.contains(relatedTarget)) menu.current.open = false;
      }}
    >
      <summary
        title={late.listOptions}
        class="flex size-11 cursor-pointer list-none items-center justify-center rounded text-muted hover:bg-pane-hover lg:size-9"
      >
        <Icon of="ListFilter" class="size-5" />
        <span class="sr-only">{late.listOptions}</span>
      </summary>
      <div class="absolute right-3 z-20 w-60 rounded border border-line bg-raised py-1 shadow">
        <Choice
          name="unreadFirst"
          label={late.unreadFirst}
          help={late.unreadFirstHelp}
          look={look}
          act={act}
        />
        <div class="max-lg:hidden">
          <Choice
            name="twoLines"
            label={late.twoLines}
            help={late.twoLinesHelp}
            look={look}
            act={act}
          />
        </div>
      </div>
    </details>
  );
}

interface ChoiceProps {
  name: keyof ListLook;
  label: string;
  help: string;
  look: ListLook;
  act: ChatActions;
}

function Choice({ name, label, help, look, act }: ChoiceProps) {
  return (
    <label class="flex min-h-11 cursor-pointer gap-3 px-3 py-2 text-list hover:bg-hover">
      <input
        type="checkbox"
        checked={look[name]}
        aria-describedby={`list-${name}`}
        onChange={(event) => act.setLook({ ...look, [name]: event.currentTarget.checked })}
        class="mt-0.5 shrink-0"
      />
      <span>
        {label}
        <span id={`list-${name}`} class="block text-xs text-muted">
          {help}
        </span>
      </span>
    </label>
  );
}
