import { useState } from "preact/hooks";
import { Words } from "../parts/words.tsx";
import { format } from "../text/format.ts";

/** How far a text exceeds the limit. Nothing is cut: the author shortens it. */
export interface TextLimit {
  max: number;
  excess: number;
  /** How often the author tried to send it anyway since it was last changed. */
  refusals: number;
  /** Call with each new text of the field. */
  look(text: string): void;
  /** Whether the text can be sent. If not, announces the reason again. */
  allows(text: string): boolean;
}

export function useTextLimit(max: number): TextLimit {
  const [excess, setExcess] = useState(0);
  const [refusals, setRefusals] = useState(0);
  return {
    max,
    excess,
    refusals,
    look(text) {
      setExcess(Math.max(0, text.length - max));
      setRefusals(0);
    },
    allows(text) {
      if (text.length <= max) return true;
      setExcess(text.length - max);
      setRefusals((count) => count + 1);
      return false;
    },
  };
}

const quiet =
  "truncate text-end text-muted opacity-0 group-focus-within/composer:opacity-100 not-empty:pt-1";

interface LimitHintProps {
  id: string;
  limit: TextLimit;
  /** Has `{count}` and `{max}`. */
  tooLong: string;
  /** Shown while nothing is wrong and the field has the focus. */
  hint?: string;
}

/** Shown below a field: by how much its text is too long. */
export function LimitHint({ id, limit, tooLong, hint }: LimitHintProps) {
  const { excess, max, refusals } = limit;
  // A new element each time that sending is refused, so that screen readers announce it again.
  return (
    <p
      key={refusals}
      id={id}
      role={refusals > 0 ? "alert" : undefined}
      class={`text-xs ${excess > 0 ? "pt-1 text-danger-text" : quiet}`}
    >
      {excess > 0 ? <Words>{format(tooLong, { count: excess, max })}</Words> : hint}
    </p>
  );
}
