/** What of the conversation is selected, without the words of the page. */

export interface CopiedRow {
  row: HTMLElement;
  text: string;
}

/** The messages that are selected in whole or in part. Code has its backticks again. */
export function copiedRows(box: Element, selection: Selection): CopiedRow[] {
  const ranges = Array.from({ length: selection.rangeCount }, (_, at) => selection.getRangeAt(at));
  return [...box.querySelectorAll<HTMLElement>("li[data-item]")].flatMap((row) => {
    const range = ranges.find((each) => each.intersectsNode(row));
    const written = row.querySelector("[data-text]");
    if (!range || !written) return [];
    const text = selectedIn(written, range);
    return text.trim() === "" ? [] : [{ row, text }];
  });
}

/** The selected part of a text; code that is selected together with other text keeps its marks. */
function selectedIn(written: Element, range: Range): string {
  const within = restricted(range, written);
  if (!within) return "";
  const inCode = codeAround(within.commonAncestorContainer);
  if (inCode && written.contains(inCode)) return within.toString();
  return partsOf(written, within).join("");
}

function partsOf(parent: Node, range: Range): string[] {
  return [...parent.childNodes].flatMap((node) => {
    const within = restricted(range, node);
    if (!within) return [];
    if (!(node instanceof HTMLElement)) return [within.toString()];
    if (node.dataset["mark"] !== undefined) return [];
    const { open, close } = node.dataset;
    if (open === undefined || close === undefined) return partsOf(node, range);
    const code = restricted(range, node.querySelector("pre") ?? node);
    return code ? [open, code.toString(), close] : [];
  });
}

function codeAround(node: Node): Element | null {
  return (node instanceof Element ? node : node.parentElement)?.closest("[data-open]") ?? null;
}

/** The part of a range inside a node, if that is not empty. */
function restricted(range: Range, node: Node): Range | undefined {
  const inside = document.createRange();
  inside.selectNodeContents(node);
  if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0) {
    inside.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) {
    inside.setEnd(range.endContainer, range.endOffset);
  }
  return inside.collapsed ? undefined : inside;
}
