import type { ComponentChildren } from "preact";
import { Guard } from "../parts/guard.tsx";
import type { ChatState } from "./chat_state.ts";

interface PartProps {
  state: ChatState;
  children: ComponentChildren;
}

/**
 * A part of the chat page. If it cannot be rendered, it says so, and the other parts keep working.
 */
export function Part({ state, children }: PartProps) {
  const instead = (
    <p role="status" class="px-4 py-2 text-sm">
      {state.texts.chat.broken.part}
    </p>
  );
  return (
    <Guard of={state} instead={instead}>
      {children}
    </Guard>
  );
}
