/**
 * The HTML of parts that many pages share, such as a message that all members of a group read. A
 * part is used again only if everything that it is drawn from is the same, so nothing goes stale and
 * nobody is shown what was drawn from other data. It is what Preact has rendered and escaped.
 */
import { jsxTemplate } from "preact/jsx-runtime";
import { renderToString } from "preact-render-to-string";
import type { KeepPart } from "#ui/parts/kept_parts.ts";

interface Kept {
  inputs: readonly unknown[];
  html: string;
}

export class KeptHtml {
  readonly #kept = new Map<string, Kept>();
  #chars = 0;

  /** @param charsMax of all parts together; if there are more, the oldest go first */
  constructor(private readonly charsMax = 4 * 1024 * 1024) {}

  get chars(): number {
    return this.#chars;
  }

  readonly keep: KeepPart = (name, inputs, draw) => {
    const known = this.#kept.get(name);
    if (known && isSame(known.inputs, inputs)) return jsxTemplate([known.html]);
    const html = flat(renderToString(draw()));
    this.#store(name, { inputs, html });
    return jsxTemplate([html]);
  };

  #store(name: string, kept: Kept): void {
    this.#drop(name);
    this.#kept.set(name, kept);
    this.#chars += kept.html.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#chars <= this.charsMax) return;
      this.#drop(oldest);
    }
  }

  #drop(name: string): void {
    this.#chars -= this.#kept.get(name)?.html.length ?? 0;
    this.#kept.delete(name);
  }
}

function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return (
    before.length === now.length && before.every((value, index) => Object.is(value, now[index]))
  );
}

/** Joins the pieces that the text was put together from, instead of once per page. */
function flat(text: string): string {
  text.charCodeAt(0);
  return text;
}
