import { createContext, type VNode } from "preact";

/**
 * Draws a part of the page, or returns what was drawn under this name before, if all inputs are the
 * same. `draw` must depend on nothing else.
 */
export type KeepPart = (name: string, inputs: readonly unknown[], draw: () => VNode) => VNode;

/** In the browser, Preact keeps what is on the screen, so each part is drawn. */
export const KeptParts = createContext<KeepPart>((_name, _inputs, draw) => draw());
