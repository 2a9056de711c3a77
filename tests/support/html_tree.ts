/** HTML as a tree, read by the runtime's own parser. */
export interface Element {
  tag: string;
  attributes: Record<string, string>;
  children: Node[];
}

/** A text is decoded. */
export type Node = Element | string;

/** Where a line may break is no part of a text. */
export function parsed(html: string): Element {
  const root: Element = { tag: "", attributes: {}, children: [] };
  const open = [root];
  let piece = "";
  let goesOn = false;
  new HTMLRewriter()
    .on("*", {
      element(found) {
        // A place where a line may break, within one text.
        goesOn = found.tagName === "wbr";
        if (goesOn) return;
        const pairs = [...found.attributes].map(([name, value]) => [name, decoded(value)]);
        const element: Element = {
          tag: found.tagName,
          attributes: Object.fromEntries(pairs) as Record<string, string>,
          children: [],
        };
        open.at(-1)!.children.push(element);
        if (!found.canHaveContent) return;
        open.push(element);
        found.onEndTag(() => {
          open.pop();
        });
      },
      text({ text, lastInTextNode }) {
        piece += text;
        if (!lastInTextNode) return;
        const { children } = open.at(-1)!;
        const before = goesOn ? children.at(-1) : undefined;
        if (typeof before === "string") children.splice(-1, 1, before + decoded(piece));
        else if (piece) children.push(decoded(piece));
        piece = "";
        goesOn = false;
      },
    })
    .transform(html.replaceAll(/<wbr\s*\/?>/g, ""));
  return root;
}

/** Everything an element says, in one line. */
export function textIn({ children }: Element): string {
  const parts = children.map((node) => (typeof node === "string" ? node : textIn(node)));
  return parts.join(" ").replaceAll(/\s+/g, " ").trim();
}

const entities: Record<string, string> = { lt: "<", gt: ">", quot: '"', amp: "&", "#39": "'" };

function decoded(text: string): string {
  return text.replaceAll(/&(lt|gt|quot|amp|#39);/g, (_, name: string) => entities[name]!);
}
