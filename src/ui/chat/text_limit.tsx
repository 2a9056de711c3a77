import { useState } from "preact/hooks";
import { Words } from "../parts/words.tsx";
import { format } from "../text/format.ts";

/** How far a text is beyond what can be stored. Nothing of it is cut: its author shortens it. */
export interface TextLimit {
  max: number;
  excess: number;
  /** How often it was to be sent all the same since it was last changed. */
  refusals: number;
  /** To be told each text that stands in the field. */
  look(text: string): void;
  /** Whether the text can be sent. Where not, that is said again. */
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

interface LimitHintProps {
  id: string;
  limit: TextLimit;
  /** Has `{count}` and `{max}`. */
  tooLong: string;
  /** What is said, to screen readers, while nothing is wrong. */
  hint?: string;
}

/** Below a field: by how much its text is too long. */
export function LimitHint({ id, limit, tooLong, hint }: LimitHintProps) {
  const { excess, max, refusals } = limit;
  // Screen readers are told by a new element, each time that sending does nothing.
  return (
    <p
      key={refusals}
      id={id}
      role={refusals > 0 ? "alert" : undefined}
      class={excess > 0 ? "pt-1 text-xs text-danger-text" : "sr-only"}
    >
      <Words>{excess > 0 ? format(tooLong, { count: excess, max }) : (hint ?? "")}</Words>
    </p>
  );
}
